-- Published: where a place stands and what it is called, without its level, which a report does not ask about.
create view places.paths_view as select tenant_id, id, number, path, name, name_en, lng, lat from places.places;
