-- The escalation ladder 催办→督办单→通报→约谈. Each running clock knows when its next step of the ladder is due; 'epoch': nobody
-- has looked yet. Clocks that ran before, and those that a file brings, have none: they go by no ladder.
alter table matters.clocks add column ladder_at timestamptz, add column ladder_step integer, add column ladder_version integer;
alter table matters.clocks alter column ladder_at set default 'epoch';
create index clocks_ladder on matters.clocks (ladder_at) where stopped_at is null and ladder_at is not null;

-- How many supervision orders a matter got, until when the open one must be answered, and a talk be held.
alter table matters.matters add column orders integer not null default 0, add column order_due_at timestamptz,
  add column talk_due_at timestamptz;
create index matters_supervised on matters.matters (tenant_id, place_path) where orders > 0;

-- What was done about a matter from above, beyond urging: supervision orders 督办单, bulletin entries 通报, talks 约谈.
-- It names posts and never persons.
create table matters.measures (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  kind text not null check (kind in ('order', 'bulletin', 'talk')),
  -- Of orders alone: the running number of a year.
  year integer,
  serial integer,
  -- Who held the matter then, who is right above, and in whose name it was done.
  post_id uuid not null,
  superior_post_id uuid,
  by_post_id uuid,
  origin text not null check (origin in ('ladder', 'hand')),
  reason text,
  remark_id uuid,
  -- What ran then.
  stage text,
  missed_at timestamptz,
  at timestamptz not null,
  -- Until when an order is answered or a talk held.
  due_at timestamptz,
  overdue_told_at timestamptz,
  done_at timestamptz,
  done_by_post_id uuid,
  answer_remark_id uuid,
  -- Which step of which clock: it never happens twice.
  clock_id uuid,
  step integer,
  primary key (tenant_id, id),
  unique (tenant_id, year, serial),
  unique (tenant_id, clock_id, step),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  check ((kind = 'order') = (serial is not null)),
  check ((kind = 'bulletin') = (due_at is null))
);
create index measures_of_matter on matters.measures (tenant_id, matter_id);
create index measures_bulletin on matters.measures (tenant_id, at desc, id) where kind = 'bulletin';
create index measures_late on matters.measures (due_at) where kind = 'order' and done_at is null and overdue_told_at is null;

select kernel.guard_rows();
