create schema channels;

-- Ways out of Liren: to persons (mail, sms, push), and to receivers of events (webhook, robots of groups).
create table channels.channels (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  kind text collate "C" not null check (kind in ('mail', 'sms', 'push', 'webhook', 'wecom', 'dingtalk', 'feishu')),
  name text not null,
  -- Nothing in here is secret.
  settings jsonb not null,
  -- Passwords, keys and addresses that hold a key, as JSON.
  secret_sealed bytea not null,
  -- Which published events a receiver wants.
  events text[] collate "C" not null default '{}',
  -- The address under which Liren was reached when this was set up: what links begin with.
  link_base text not null,
  is_on boolean not null,
  made_at timestamptz not null,
  made_by uuid not null,
  ended_at timestamptz,
  -- Failures in a row; until when it is left alone after the last; and when something got through.
  failures integer not null default 0,
  try_at timestamptz,
  worked_at timestamptz,
  last_error text,
  primary key (tenant_id, id),
  foreign key (tenant_id, made_by) references people.persons (tenant_id, id)
);
-- Persons choose among kinds: of each there is one.
create unique index channels_to_persons on channels.channels (tenant_id, kind)
  where kind in ('mail', 'sms', 'push') and ended_at is null;

-- What a person wants to hear outside; who has no row hears nothing outside.
create table channels.preferences (
  tenant_id uuid not null,
  person_id uuid not null,
  -- For each group of notices the kinds of channels.
  ways jsonb not null default '{}',
  -- Minutes of the day, in China; from after to: over midnight.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  urgent_through boolean not null default false,
  digest_hour smallint check (digest_hour between 0 and 23),
  lang text collate "C" not null check (lang in ('zh', 'en')),
  mail_sealed bytea,
  mail_confirmed_at timestamptz,
  -- The code that was mailed to confirm the address, as a keyed hash.
  code_hash bytea,
  code_until timestamptz,
  code_tries smallint not null default 0,
  changed_at timestamptz not null,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check ((quiet_from is null) = (quiet_to is null))
);

-- Browsers that a person allowed to be woken.
create table channels.browsers (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  endpoint_hash bytea not null,
  subscription_sealed bytea not null,
  made_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, endpoint_hash),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);
create index browsers_of_person on channels.browsers (tenant_id, person_id);

-- One message that goes out, or went: to a person, or an event to a receiver.
create table channels.sendings (
  tenant_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  person_id uuid,
  stream text collate "C",
  seq bigint,
  event_id uuid,
  event_type text collate "C",
  -- What joins while it waits: notices of one matter, or all of a digest.
  join_key text collate "C",
  state text collate "C" not null
    check (state in ('queued', 'sending', 'failed', 'sent', 'given_up', 'dropped')),
  tries integer not null default 0,
  next_at timestamptz not null,
  lease_id uuid,
  lease_until timestamptz,
  made_at timestamptz not null,
  -- Since when it could go out: a digest or quiet hours make it wait. From here on is counted when it is given up.
  since timestamptz not null,
  settled_at timestamptz,
  last_error text,
  primary key (tenant_id, id),
  foreign key (tenant_id, channel_id) references channels.channels (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check ((person_id is null) <> (event_id is null))
);
create unique index sendings_of_event on channels.sendings (tenant_id, channel_id, event_id) where event_id is not null;
create unique index sendings_joining on channels.sendings (tenant_id, channel_id, person_id, join_key)
  where state = 'queued' and join_key is not null;
create index sendings_due on channels.sendings (tenant_id, channel_id, next_at)
  where state in ('queued', 'failed', 'sending');
create index sendings_in_order on channels.sendings (tenant_id, channel_id, stream, seq)
  where state in ('queued', 'failed', 'sending');
create index sendings_latest on channels.sendings (tenant_id, channel_id, made_at desc);

-- What a message to a person tells of: what it is about, never words.
create table channels.lines (
  tenant_id uuid not null,
  id uuid not null,
  sending_id uuid not null,
  topic text collate "C" not null,
  subject_kind text,
  subject_id text,
  urgent boolean not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, sending_id) references channels.sendings (tenant_id, id) on delete cascade
);
create index lines_of_sending on channels.lines (tenant_id, sending_id);
create index lines_about on channels.lines (tenant_id, subject_kind, subject_id);
