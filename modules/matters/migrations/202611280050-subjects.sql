-- What a matter is about beside its place: a firm (later a household). The module that knows the subject gives its name and
-- its members; a member counts as the reporter. `matters.report` takes the columns by their names.
alter table matters.matters
  add column subject_kind text,
  add column subject_id uuid,
  -- Posts that must not learn of it: the unit that a lead is about and all below it, as they stood when it was reported.
  add column shielded_posts uuid[],
  add constraint matters_subject_whole check ((subject_kind is null) = (subject_id is null)),
  add constraint matters_shielded check (shielded_posts is null or cardinality(shielded_posts) > 0 and not holder_post_id = any(shielded_posts));

create index matters_subject on matters.matters (tenant_id, subject_kind, subject_id, reported_at desc) where subject_id is not null;

