-- Published: what places and grids are called, and nothing else: each further table of a view is one more to look into and to
-- hold the tenant against, for each list.
create view places.place_names_view as select tenant_id, id, parent_id, name, name_en from places.places;
create view places.grid_names_view as select tenant_id, id, name, name_en from places.grids;
