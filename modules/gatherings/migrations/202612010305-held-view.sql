-- Published for modules that count what people did at a gathering that was held: times, and which persons checked in.
create view gatherings.held_view as
  select tenant_id, id, kind, title, place_id, place_path, post_id, starts_at, ends_at
  from gatherings.gatherings where state = 'held';
create view gatherings.attendance_view as
  select tenant_id, gathering_id, party_id as person_id, checked_in_at
  from gatherings.entries where party_kind = 'person' and checked_in_at is not null;
