-- A book often does not say since when somebody lives there: then visits of earlier days are theirs.
alter table households.households add column from_is_known boolean not null default true;
