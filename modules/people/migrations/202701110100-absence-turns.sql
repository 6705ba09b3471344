-- When somebody else answers by an absence, to be told by the worker: when it begins, then when it is over. Null: nothing is
-- left to tell. One that was noted already and lies ahead was told when it was noted; it is told once more on its day.
alter table people.absences add column turns_at timestamptz;
create index absences_turning on people.absences (turns_at) where turns_at is not null;
update people.absences set turns_at = case when from_at > now() then from_at else to_at end
  where cancelled_at is null and to_at > now();
