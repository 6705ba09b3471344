-- Where in a building a subject is: staircase (单元), floor (negative below ground), room. A walk goes by them.
alter table visits.subjects
  add column unit text,
  add column floor integer,
  add column room text,
  add constraint subjects_stairs_whole check (num_nulls(unit, floor, room) in (0, 3));
