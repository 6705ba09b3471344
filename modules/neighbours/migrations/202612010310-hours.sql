-- 时长: what volunteers did, recorded by who organised it. Rows are never changed: a mistake is a counter-entry.
create table neighbours.hours_entries (
  tenant_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  -- Where it was organised: whose staff answer for the entry.
  place_path text collate "C" not null,
  kind text not null check (kind in ('service', 'correction', 'training', 'honour')),
  purpose text not null check (purpose in ('activity', 'pairing', 'team', 'other')),
  minutes integer not null,
  on_day date not null,
  -- From when to when, where that is known: entries of one person that overlap are marked.
  from_at timestamptz,
  until_at timestamptz,
  gathering_id uuid,
  pairing_id uuid,
  team_id uuid,
  content text not null check (length(content) between 1 and 200),
  -- The entry that a correction takes back, and that for which a new one stands.
  corrects_id uuid,
  replaces_id uuid,
  why text,
  by_person uuid not null,
  by_post uuid,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, volunteer_id) references neighbours.volunteers (tenant_id, id),
  foreign key (tenant_id, team_id) references neighbours.teams (tenant_id, id),
  foreign key (tenant_id, pairing_id) references neighbours.pairings (tenant_id, id),
  foreign key (tenant_id, gathering_id) references gatherings.gatherings (tenant_id, id),
  foreign key (tenant_id, corrects_id) references neighbours.hours_entries (tenant_id, id),
  foreign key (tenant_id, replaces_id) references neighbours.hours_entries (tenant_id, id),
  check (case kind when 'service' then minutes between 1 and 1440 when 'correction' then minutes between -1440 and -1
    when 'training' then minutes between 1 and 1440 else minutes = 0 end),
  check ((kind = 'correction') = (corrects_id is not null)),
  check ((kind = 'correction') <= (why is not null)),
  check (replaces_id is null or kind = 'service'),
  check ((from_at is null) = (until_at is null) and (from_at is null or until_at > from_at)),
  check ((purpose = 'activity') = (gathering_id is not null))
);
create index hours_by_volunteer on neighbours.hours_entries (tenant_id, volunteer_id, on_day);
create index hours_by_place on neighbours.hours_entries (tenant_id, place_path, on_day);
create index hours_by_gathering on neighbours.hours_entries (tenant_id, gathering_id) where gathering_id is not null;
create unique index hours_activity_once on neighbours.hours_entries (tenant_id, volunteer_id, gathering_id)
  where kind = 'service' and replaces_id is null and gathering_id is not null;
create unique index hours_corrected_once on neighbours.hours_entries (tenant_id, corrects_id) where corrects_id is not null;
create unique index hours_replaced_once on neighbours.hours_entries (tenant_id, replaces_id) where replaces_id is not null;

create trigger hours_append_only before update or delete on neighbours.hours_entries
  for each row execute function kernel.refuse_change();

-- A correction takes back exactly its entry, a new entry stands only for one that was taken back, and a day has 24 hours.
create function neighbours.check_hours() returns trigger language plpgsql as $$
declare
  day_minutes integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('neighbours.hours ' || new.volunteer_id::text, 0));
  if new.corrects_id is not null and not exists (select from neighbours.hours_entries e where e.tenant_id = new.tenant_id
      and e.id = new.corrects_id and e.kind = 'service' and e.volunteer_id = new.volunteer_id
      and e.minutes = -new.minutes and e.on_day = new.on_day) then
    raise exception 'a correction takes back one entry of service' using errcode = 'check_violation',
      constraint = 'hours_correction_fits';
  end if;
  if new.replaces_id is not null and not exists (select from neighbours.hours_entries e where e.tenant_id = new.tenant_id
      and e.corrects_id = new.replaces_id and e.volunteer_id = new.volunteer_id) then
    raise exception 'only an entry that was taken back is replaced' using errcode = 'check_violation',
      constraint = 'hours_replacement_fits';
  end if;
  if new.kind = 'service' then
    select coalesce(sum(e.minutes), 0) into day_minutes from neighbours.hours_entries e
      where e.tenant_id = new.tenant_id and e.volunteer_id = new.volunteer_id and e.on_day = new.on_day
        and e.kind in ('service', 'correction');
    if day_minutes + new.minutes > 1440 then
      raise exception 'a day has 24 hours' using errcode = 'check_violation', constraint = 'hours_day_full';
    end if;
  end if;
  return new;
end $$;
create trigger hours_checked before insert on neighbours.hours_entries
  for each row execute function neighbours.check_hours();

-- Who was there and did not serve, as the organiser said: so that an activity is settled.
create table neighbours.hours_left_out (
  tenant_id uuid not null,
  gathering_id uuid not null,
  volunteer_id uuid not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (tenant_id, gathering_id, volunteer_id),
  foreign key (tenant_id, gathering_id) references gatherings.gatherings (tenant_id, id),
  foreign key (tenant_id, volunteer_id) references neighbours.volunteers (tenant_id, id)
);

-- A volunteer says that something is wrong or missing; who organised it answers.
create table neighbours.hours_objections (
  tenant_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  entry_id uuid,
  place_path text collate "C" not null,
  words_sealed bytea not null,
  state text not null check (state in ('open', 'corrected', 'stands')),
  answer_sealed bytea,
  at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, volunteer_id) references neighbours.volunteers (tenant_id, id),
  foreign key (tenant_id, entry_id) references neighbours.hours_entries (tenant_id, id),
  check ((state = 'open') = (answered_at is null) and (state = 'open') = (answer_sealed is null))
);
create unique index objections_one_open on neighbours.hours_objections (tenant_id, volunteer_id, entry_id) where state = 'open';
create index objections_open on neighbours.hours_objections (tenant_id, place_path) where state = 'open';

-- 志愿服务记录证明. What it says is sealed; its hash, sum and number are not.
create table neighbours.certificates (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  volunteer_id uuid not null,
  place_path text collate "C" not null,
  issuer_id uuid not null,
  state text not null check (state in ('asked', 'issued', 'refused', 'revoked')),
  from_on date,
  to_on date,
  document_kind text not null check (document_kind in ('id_card', 'passport', 'own_number')),
  document_sealed bytea,
  year integer,
  number integer,
  number_text text,
  minutes integer,
  snapshot_sealed bytea,
  hash text check (hash ~ '^[0-9a-f]{64}$'),
  code_lookup bytea not null,
  asked_at timestamptz not null,
  issued_at timestamptz,
  issued_by uuid,
  refused_why text,
  revoked_at timestamptz,
  revoked_category text check (revoked_category in ('typing', 'hours', 'asked', 'untrue', 'reissued')),
  revoked_why text,
  replaces_id uuid,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, volunteer_id) references neighbours.volunteers (tenant_id, id),
  foreign key (tenant_id, issuer_id) references places.places (tenant_id, id),
  foreign key (tenant_id, replaces_id) references neighbours.certificates (tenant_id, id),
  check ((state in ('issued', 'revoked')) = (number is not null and year is not null and number_text is not null
    and minutes is not null and snapshot_sealed is not null and hash is not null and issued_at is not null)),
  check ((state = 'revoked') = (revoked_at is not null and revoked_category is not null and revoked_why is not null)),
  check ((state = 'refused') = (refused_why is not null))
);
create unique index certificates_number on neighbours.certificates (tenant_id, issuer_id, year, number) where number is not null;
create unique index certificates_one_asked on neighbours.certificates (tenant_id, volunteer_id) where state = 'asked';
create unique index certificates_code on neighbours.certificates (tenant_id, code_lookup);
create index certificates_by_place on neighbours.certificates (tenant_id, place_path, state);
create index certificates_of_volunteer on neighbours.certificates (tenant_id, volunteer_id);

-- The entries that a certificate is made of.
create table neighbours.certificate_entries (
  tenant_id uuid not null,
  certificate_id uuid not null,
  entry_id uuid not null,
  primary key (tenant_id, certificate_id, entry_id),
  foreign key (tenant_id, certificate_id) references neighbours.certificates (tenant_id, id),
  foreign key (tenant_id, entry_id) references neighbours.hours_entries (tenant_id, id)
);
create index certificates_of_entry on neighbours.certificate_entries (tenant_id, entry_id);

-- What was issued stays as it was issued: only its end may be written.
create function neighbours.keep_certificate() returns trigger language plpgsql as $$
begin
  if old.number is not null and (new.number, new.year, new.number_text, new.minutes, new.snapshot_sealed, new.hash,
      new.volunteer_id, new.issuer_id, new.issued_at) is distinct from (old.number, old.year, old.number_text, old.minutes,
      old.snapshot_sealed, old.hash, old.volunteer_id, old.issuer_id, old.issued_at) then
    raise exception 'what was issued stays' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger certificates_kept before update on neighbours.certificates
  for each row execute function neighbours.keep_certificate();

-- The last number of each issuer and year: taken in the transaction that issues, so none is lost.
create table neighbours.certificate_numbers (
  tenant_id uuid not null,
  issuer_id uuid not null,
  year integer not null,
  last integer not null check (last > 0),
  primary key (tenant_id, issuer_id, year),
  foreign key (tenant_id, issuer_id) references places.places (tenant_id, id)
);

-- Levels and exchange as a tenant sets them; none: the defaults, without exchange.
create table neighbours.hours_settings (
  tenant_id uuid not null references kernel.tenants (id),
  levels jsonb not null,
  source text not null,
  exchange_on boolean not null,
  expiry_months integer not null check (expiry_months between 1 and 600),
  changed_at timestamptz not null,
  primary key (tenant_id)
);

-- 时间银行: double entry in minutes. Accounts: of a volunteer; `earned`, the mirror of confirmed hours; `spent`, of help
-- received; `pool`, of what expired.
create table neighbours.transfers (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  kind text not null check (kind in ('earn', 'take_back', 'spend', 'expire')),
  entry_id uuid,
  pairing_id uuid,
  on_day date not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, entry_id) references neighbours.hours_entries (tenant_id, id),
  foreign key (tenant_id, pairing_id) references neighbours.pairings (tenant_id, id),
  check ((kind in ('earn', 'take_back')) = (entry_id is not null)),
  check ((kind = 'spend') = (pairing_id is not null))
);
create unique index transfers_of_entry on neighbours.transfers (tenant_id, entry_id) where entry_id is not null;

create table neighbours.postings (
  tenant_id uuid not null,
  transfer_id uuid not null,
  line smallint not null,
  account text not null check (account in ('volunteer', 'earned', 'spent', 'pool')),
  volunteer_id uuid,
  minutes integer not null check (minutes <> 0),
  primary key (tenant_id, transfer_id, line),
  foreign key (tenant_id, transfer_id) references neighbours.transfers (tenant_id, id),
  foreign key (tenant_id, volunteer_id) references neighbours.volunteers (tenant_id, id),
  check ((account = 'volunteer') = (volunteer_id is not null))
);
create index postings_of_volunteer on neighbours.postings (tenant_id, volunteer_id) where volunteer_id is not null;

create trigger transfers_append_only before update or delete on neighbours.transfers
  for each row execute function kernel.refuse_change();
create trigger postings_append_only before update or delete on neighbours.postings
  for each row execute function kernel.refuse_change();

create function neighbours.check_posting() returns trigger language plpgsql as $$
begin
  if (select sum(p.minutes) from neighbours.postings p where p.tenant_id = new.tenant_id
      and p.transfer_id = new.transfer_id) <> 0 then
    raise exception 'a transfer sums to zero' using errcode = 'check_violation', constraint = 'postings_balanced';
  end if;
  if new.volunteer_id is not null and (select sum(p.minutes) from neighbours.postings p
      where p.tenant_id = new.tenant_id and p.volunteer_id = new.volunteer_id) < 0 then
    raise exception 'no account goes below zero' using errcode = 'check_violation', constraint = 'postings_covered';
  end if;
  return null;
end $$;
create constraint trigger postings_checked after insert on neighbours.postings deferrable initially deferred
  for each row execute function neighbours.check_posting();
