create schema files;

-- Cleaned pictures: re-encoded, without position or camera data. Loose until the thing that they belong to takes them.
create table files.files (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  -- What it belongs to, `<module>:<id>`; that module says who may see it. Null: loose.
  subject text collate "C",
  uploader_id uuid,
  -- SHA-256 of the secret in the uploader's browser, so that somebody who is not signed in can attach it, and nobody else.
  key_hash bytea,
  type text not null,
  width integer not null,
  height integer not null,
  size integer not null,
  sha256 bytea not null,
  uploaded_at timestamptz not null,
  primary key (tenant_id, id),
  check (uploader_id is not null or key_hash is not null)
);
create index files_of_subject on files.files (tenant_id, subject) where subject is not null;
create index files_loose on files.files (uploaded_at) where subject is null;

create table files.blobs (
  tenant_id uuid not null,
  file_id uuid not null,
  "full" bytea not null,
  thumb bytea not null,
  primary key (tenant_id, file_id),
  foreign key (tenant_id, file_id) references files.files (tenant_id, id) on delete cascade
);
-- Pictures are compressed already.
alter table files.blobs alter column "full" set storage external, alter column thumb set storage external;

-- Published: gives loose files to a subject inside the caller's transaction. Refuses all unless each one was uploaded by
-- this person or from this browser and is still loose (or has this subject already). Returns how many were attached.
create function files.attach(p_tenant uuid, p_files uuid[], p_subject text, p_uploader uuid, p_upload_key text)
returns integer language plpgsql as $$
declare
  v_attached integer;
begin
  if coalesce(cardinality(p_files), 0) = 0 then
    return 0;
  end if;
  update files.files set subject = p_subject
    where tenant_id = p_tenant and id = any(p_files) and (subject is null or subject = p_subject)
      and (uploader_id = p_uploader or key_hash = sha256(convert_to(p_upload_key, 'UTF8')));
  get diagnostics v_attached = row_count;
  if v_attached < (select count(distinct id) from unnest(p_files) as given (id)) then
    raise exception 'a file cannot be attached to %', p_subject
      using errcode = 'check_violation', constraint = 'files_attachable';
  end if;
  return v_attached;
end $$;
