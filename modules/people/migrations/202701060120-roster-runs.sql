-- Accepting and undoing are done by a worker: which run is at it, how far it is, and why the last one came to nothing.
alter table people.roster_imports add column run_id uuid, add column progress integer, add column failure jsonb;
alter table people.roster_imports drop constraint roster_imports_state_check;
alter table people.roster_imports add constraint roster_imports_state_check
  check (state in ('uploaded', 'checked', 'running', 'done', 'cancelled', 'undoing', 'undone'));

-- A person whose name a row changed, as it was before and as it was written.
alter table people.roster_effects add column renamed_from text, add column renamed_to text;
