-- Published: rooms with the building they lie in.
create view places.rooms_view as
  select r.tenant_id, r.id, r.building_id, b.path as building_path, r.unit, r.floor, r.number, r.area_cm2
  from places.rooms r join places.places b on b.tenant_id = r.tenant_id and b.id = r.building_id;
