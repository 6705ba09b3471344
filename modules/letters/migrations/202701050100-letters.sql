create schema letters;

-- Mailboxes of the office that are read: a letter to one becomes a matter.
create table letters.mailboxes (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  name text not null,
  -- Its own address: what comes from there is never taken.
  address text not null,
  host text not null,
  port integer not null check (port between 1 and 65535),
  -- `none` on this machine alone.
  security text collate "C" not null check (security in ('tls', 'starttls', 'none')),
  user_name text not null,
  -- Null once it was ended.
  password_sealed bytea,
  folder text not null,
  -- Where a letter belongs that names no place, and what it becomes.
  place_id uuid not null,
  kind text collate "C" not null,
  category text collate "C" not null,
  made_at timestamptz not null,
  made_by uuid not null,
  paused_at timestamptz,
  ended_at timestamptz,
  -- As far as it was read: UIDVALIDITY and UID of IMAP. Letters that came before `from_at` are let be.
  uid_validity bigint,
  last_uid bigint not null default 0,
  from_at timestamptz not null,
  -- When it is read next; until when a worker has it; when it was read; what went wrong, how often in a row.
  next_at timestamptz not null,
  lease_until timestamptz,
  checked_at timestamptz,
  failures integer not null default 0,
  fault text collate "C",
  primary key (tenant_id, id),
  foreign key (tenant_id, made_by) references people.persons (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  check ((ended_at is null) = (password_sealed is not null))
);
create index mailboxes_due on letters.mailboxes (next_at) where ended_at is null and paused_at is null;

-- Letters that were read, each once.
create table letters.letters (
  tenant_id uuid not null,
  id uuid not null,
  mailbox_id uuid not null,
  uid_validity bigint not null,
  uid bigint not null,
  -- Keyed hashes: of its Message-ID and sender (else of all of it), and of the sender.
  sent_lookup bytea not null,
  from_lookup bytea,
  at timestamptz not null,
  state text collate "C" not null check (state in ('filed', 'added', 'waiting', 'dismissed', 'ignored')),
  -- Why it waits or was let be.
  reason text collate "C",
  -- Sender, subject, words and names of attachments as JSON: while it waits, or until the receipt is sent.
  content_sealed bytea,
  matter_id uuid,
  -- The letter that says that it was received.
  receipt text collate "C" check (receipt in ('due', 'sent', 'failed', 'none')),
  receipt_tries smallint not null default 0,
  receipt_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, mailbox_id, uid_validity, uid),
  unique (tenant_id, mailbox_id, sent_lookup),
  foreign key (tenant_id, mailbox_id) references letters.mailboxes (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id),
  foreign key (tenant_id, decided_by) references people.persons (tenant_id, id),
  check ((matter_id is not null) = (state in ('filed', 'added'))),
  check (state <> 'waiting' or content_sealed is not null)
);
create index letters_of_sender on letters.letters (tenant_id, from_lookup, at);
create index letters_waiting on letters.letters (tenant_id, at, id) where state = 'waiting';
create index letters_receipts on letters.letters (receipt_at) where receipt = 'due';
create index letters_by_age on letters.letters (at);

select kernel.guard_rows();
