-- What was known of the end of a stay on the days before it was changed, so that a past day is coloured as it was then.
-- Days half open; the first has no beginning, for a stay may be written down long after it began.
create table enterprises.former_ends (
  tenant_id uuid not null,
  tenancy_id uuid not null,
  from_on date not null default '-infinity',
  until_on date not null,
  lease_until date,
  to_on date,
  primary key (tenant_id, tenancy_id, until_on),
  check (from_on < until_on),
  foreign key (tenant_id, tenancy_id) references enterprises.tenancies (tenant_id, id) on delete cascade
);

-- From the ledger, for what was changed before this table was. Of what was said on one day the last word counts.
create temporary table told on commit drop as
  select e.tenant_id, s.key::uuid as tenancy_id, (e.at at time zone 'Asia/Shanghai')::date as day, e.at, e.id, s.value
  from kernel.events_view e cross join lateral jsonb_each(e.payload -> 'tenancies') s
  where e.stream >= 'enterprises:' and e.stream < 'enterprises;' and jsonb_typeof(s.value) = 'object';
create index on told (tenancy_id, day);
analyze told;

-- When it was written down, which may be long after it began.
alter table enterprises.tenancies add column recorded_on date;
update enterprises.tenancies t set recorded_on = coalesce(
  (select min(day) from told where told.tenant_id = t.tenant_id and told.tenancy_id = t.id), t.from_on);
alter table enterprises.tenancies alter column recorded_on set not null;

with known as (
  select d.tenant_id, d.tenancy_id, d.day,
    (select (x.value ->> 'lease_until')::date from told x where x.tenant_id = d.tenant_id and x.tenancy_id = d.tenancy_id
      and x.day <= d.day and x.value ? 'lease_until' order by x.at desc, x.id desc limit 1) as lease_until,
    (select (x.value ->> 'to_on')::date from told x where x.tenant_id = d.tenant_id and x.tenancy_id = d.tenancy_id
      and x.day <= d.day and x.value ? 'to_on' order by x.at desc, x.id desc limit 1) as to_on
  from (select distinct tenant_id, tenancy_id, day from told) d),
changes as (
  select k.*, lag(day) over w is null or (lease_until, to_on) is distinct from (lag(lease_until) over w, lag(to_on) over w)
    as is_new
  from known k window w as (partition by tenant_id, tenancy_id order by day))
insert into enterprises.former_ends (tenant_id, tenancy_id, from_on, until_on, lease_until, to_on)
select s.tenant_id, s.tenancy_id, case when is_first then '-infinity'::date else day end, until_on, s.lease_until, s.to_on
from (
  select c.*, lead(day) over w as until_on, lag(day) over w is null as is_first
  from changes c where is_new window w as (partition by tenant_id, tenancy_id order by day)) s
join enterprises.tenancies t on t.tenant_id = s.tenant_id and t.id = s.tenancy_id
where until_on is not null;
