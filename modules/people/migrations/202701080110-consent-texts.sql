-- Texts to which people agree: versions of a purpose, never changed. Version 1 is the text as delivered, written down when
-- the first person agrees to it; the newest is in force.
create table people.consent_texts (
  tenant_id uuid not null references kernel.tenants (id),
  purpose text collate "C" not null,
  version integer not null check (version between 1 and 9999),
  zh text not null,
  en text not null,
  -- Who agreed to an earlier version is asked anew (个人信息保护法 14): purpose, means or kinds of data changed.
  asks_anew boolean not null,
  why text not null,
  -- Null: as delivered.
  author_id uuid,
  from_at timestamptz not null,
  primary key (tenant_id, purpose, version),
  foreign key (tenant_id, author_id) references people.persons (tenant_id, id),
  check ((version = 1) = (author_id is null)),
  check (version > 1 or not asks_anew)
);

select kernel.guard_rows();
