-- Accepting and undoing are done by a worker: which run is at it, how far it is, and why the last one came to nothing.
alter table places.imports add column run_id uuid, add column progress integer, add column failure jsonb;
alter table places.imports drop constraint imports_state_check;
alter table places.imports add constraint imports_state_check
  check (state in ('uploaded', 'checked', 'running', 'done', 'cancelled', 'undoing', 'undone'));
