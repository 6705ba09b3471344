create schema consultations;

-- 民主协商: a question to the people of a place.
create table consultations.consultations (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  state text not null check (state in ('draft', 'open', 'closed', 'answered')),
  title text not null,
  words text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  post_id uuid not null,
  from_on date not null,
  -- The last day on which it takes votes.
  until_on date not null check (until_on >= from_on),
  -- Whether what participants add is looked at before or after it is shown.
  moderation text not null check (moderation in ('before', 'after')),
  -- What the QR code says.
  code text collate "C" not null,
  created_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  answered_at timestamptz,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  check ((state = 'draft') = (opened_at is null)),
  check ((state in ('closed', 'answered')) = (closed_at is not null)),
  check ((state = 'answered') = (answered_at is not null))
);
create index consultations_by_place on consultations.consultations (tenant_id, place_path, created_at desc);
create index consultations_until on consultations.consultations (until_on) where state = 'open';

-- How far each has come; its row is locked by whoever adds, so that numbers have no gaps and rise with the commits.
create table consultations.heads (
  tenant_id uuid not null,
  consultation_id uuid not null,
  votes bigint not null default 0,
  people integer not null default 0,
  statements integer not null default 0,
  -- Rises with every change of what may be shown.
  moderations integer not null default 0,
  primary key (tenant_id, consultation_id),
  foreign key (tenant_id, consultation_id) references consultations.consultations (tenant_id, id)
);

-- 观点. Never edited: hidden with a reason, or marked as one that asks who somebody is.
create table consultations.statements (
  tenant_id uuid not null,
  consultation_id uuid not null,
  number integer not null check (number >= 0),
  words text not null check (length(words) between 2 and 140),
  by_staff boolean not null,
  -- Of the participant who added it; nobody is shown it.
  author integer,
  state text not null check (state in ('waiting', 'shown', 'hidden')),
  meta boolean not null default false,
  hidden_why text,
  added_at timestamptz not null,
  answer text,
  answered_at timestamptz,
  matter_id uuid,
  primary key (tenant_id, consultation_id, number),
  foreign key (tenant_id, consultation_id) references consultations.consultations (tenant_id, id),
  check (by_staff = (author is null)),
  check ((state = 'hidden') = (hidden_why is not null)),
  check ((answer is null) = (answered_at is null))
);

-- Who takes part, once each: as keyed hashes that differ from one consultation to the next.
create table consultations.participants (
  tenant_id uuid not null,
  consultation_id uuid not null,
  number integer not null check (number >= 0),
  person_key bytea,
  device_key bytea,
  added integer not null default 0,
  primary key (tenant_id, consultation_id, number),
  foreign key (tenant_id, consultation_id) references consultations.consultations (tenant_id, id),
  check ((person_key is null) <> (device_key is null))
);
create unique index participants_person on consultations.participants (tenant_id, consultation_id, person_key) where person_key is not null;
create unique index participants_device on consultations.participants (tenant_id, consultation_id, device_key) where device_key is not null;

-- The log of votes: rows are only added; of several by one participant on one statement the last one counts.
create table consultations.votes (
  tenant_id uuid not null,
  consultation_id uuid not null,
  seq bigint not null check (seq > 0),
  participant integer not null,
  statement integer not null,
  -- -1 agrees, 0 passes, 1 disagrees: as the published method codes it.
  vote smallint not null check (vote in (-1, 0, 1)),
  at timestamptz not null,
  primary key (tenant_id, consultation_id, seq),
  foreign key (tenant_id, consultation_id, participant) references consultations.participants (tenant_id, consultation_id, number),
  foreign key (tenant_id, consultation_id, statement) references consultations.statements (tenant_id, consultation_id, number)
);
create index votes_of_one on consultations.votes (tenant_id, consultation_id, participant, statement, seq desc) include (vote);

create function consultations.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'votes are only added' using errcode = 'restrict_violation';
end $$;
create trigger votes_stay before update or delete on consultations.votes
  for each row execute function consultations.refuse_change();

-- What the last update found.
create table consultations.results (
  tenant_id uuid not null,
  consultation_id uuid not null,
  -- Votes and moderations that are in it.
  upto bigint not null,
  moderations integer not null,
  -- From where the next update goes on; null once it was worked out from the whole log at the end.
  state jsonb,
  found jsonb not null,
  -- How urgently each statement is to be shown, by its number.
  priorities double precision[] not null,
  at timestamptz not null,
  primary key (tenant_id, consultation_id),
  foreign key (tenant_id, consultation_id) references consultations.consultations (tenant_id, id)
);
