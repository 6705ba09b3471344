-- Which words a matter has, as marks without the words, so that what may be the same is found without reading each text
-- nearby. Written by a worker after the report; of open matters and those closed lately.
create table matters.likenesses (
  tenant_id uuid not null references kernel.tenants (id),
  matter_id uuid not null,
  place_id uuid not null,
  lng double precision,
  lat double precision,
  -- Of all its words, 255 at most.
  weight real not null check (weight between 0 and 255),
  words bit(512) not null,
  primary key (tenant_id, matter_id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id) on delete cascade
);
create index likenesses_around on matters.likenesses (tenant_id, lat, lng);
create index likenesses_place on matters.likenesses (tenant_id, place_id);

-- Another place or other words: noted anew. Words that are erased leave nothing behind.
create function matters.forget_likeness() returns trigger language plpgsql as $$
begin
  delete from matters.likenesses where tenant_id = new.tenant_id and matter_id = new.id;
  return null;
end $$;
create trigger forget_likeness after update of place_id, lng, lat, title, body on matters.matters
  for each row when ((old.place_id, old.lng, old.lat, old.title, old.body) is distinct from (new.place_id, new.lng, new.lat, new.title, new.body))
  execute function matters.forget_likeness();

drop function matters.shares_of(text[]);
