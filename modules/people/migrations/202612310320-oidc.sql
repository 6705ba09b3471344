-- Signing in by a provider of the office's own (OpenID Connect): versions as an administrator saved them; the newest counts.
create table people.oidc_settings (
  tenant_id uuid not null references kernel.tenants (id),
  version integer not null,
  saved_at timestamptz not null,
  author_id uuid not null,
  is_on boolean not null,
  -- What the button says.
  name text not null,
  name_en text not null,
  issuer text not null,
  client_id text not null,
  -- Null: a public client, by PKCE alone.
  secret_sealed bytea,
  scopes text not null,
  -- The claim that names the account.
  account_claim text not null,
  -- Whether who has no account gets one, where a post is mapped to them.
  opens_accounts boolean not null,
  -- The address of this Liren, as the provider knows it.
  origin text not null,
  -- [{claim, value, postId}]
  mapping jsonb not null,
  primary key (tenant_id, version),
  foreign key (tenant_id, author_id) references people.persons (tenant_id, id)
);

-- Whom the provider means: from the first sign-in on it is its own name for them that counts, whatever else it says.
create table people.oidc_subjects (
  tenant_id uuid not null,
  issuer text not null,
  subject text not null,
  person_id uuid not null,
  linked_at timestamptz not null,
  primary key (tenant_id, issuer, subject),
  unique (tenant_id, issuer, person_id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);

-- Tenures that a claim gave: they end when the claim is gone.
create table people.oidc_tenures (
  tenant_id uuid not null,
  tenure_id uuid not null,
  person_id uuid not null,
  post_id uuid not null,
  primary key (tenant_id, tenure_id),
  foreign key (tenant_id, tenure_id) references people.tenures (tenant_id, id)
);
create index oidc_tenures_of_person on people.oidc_tenures (tenant_id, person_id);

-- Where the browser goes to leave the provider as well.
alter table people.sessions add column leave_url text;

select kernel.guard_rows();
