-- Published: dues with the name of their rule, and visits without what was said, for modules that own subjects.
create view visits.dues_view as
  select d.tenant_id, d.id, d.subject_kind, d.subject_id, d.rule_code, r.spec -> 'name' as rule_name, d.method, d.state,
    d.drop_reason, d.from_at, d.deadline_at, d.holder_post_id, d.tries, d.last_try_at, d.grid_id, d.place_path
  from visits.dues d
  join visits.rule_versions r on r.tenant_id = d.tenant_id and r.code = d.rule_code and r.version = d.rule_version;
create view visits.visits_view as
  select tenant_id, id, due_id, subject_kind, subject_id, method, reached, supplement, held_at, recorded_at, person_id, post_id
  from visits.visits;
create view visits.plan_items_view as
  select tenant_id, week_on, due_id, person_id, day, position from visits.plan_items;
