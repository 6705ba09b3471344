-- What a report writes, at less cost (docs/performance.md). Nothing that is promised is given up.

-- Under row-level security nobody could use this index, and it took a third of the insert.
drop index matters.matters_title;
drop function matters.pairs_of(text);

-- A primary key that leads with the matter serves what the second index served. Nothing looks one of these up by its id alone.
alter table matters.holdings drop constraint holdings_pkey, add primary key (tenant_id, matter_id, id);
drop index matters.holdings_of_matter;
alter table matters.clocks drop constraint clocks_pkey, add primary key (tenant_id, matter_id, id);
drop index matters.clocks_of_matter;

-- The rules that every row of matters keeps, in one place: PostgreSQL reads and prepares each check of a table anew with every
-- statement, which for thirteen cost as much as five indexes. A connection keeps what a function is prepared to. It is told by
-- the name of the rule which one is broken.
create function matters.is_sound(m matters.matters) returns boolean language plpgsql immutable as $$
declare
  v_broken text := case
    when not (m.state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved', 'closed', 'merged', 'void'))
      then 'matters_state_check'
    -- No orphan: an open matter has a holder, and a running clock or a suspension with its review date; an ended one has neither.
    when not ((m.state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved')) = (m.holder_post_id is not null))
      then 'matters_open_is_held'
    when not ((m.state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'resolved')) = (m.clock_due_at is not null and m.clock_stage is not null))
      then 'matters_open_is_clocked'
    when not ((m.state = 'suspended') = (m.review_at is not null)) then 'matters_suspension_is_reviewed'
    -- No silent close.
    when not (m.state not in ('closed', 'void') or (m.outcome is not null and m.closed_at is not null)) then 'matters_closed_has_outcome'
    when not ((m.state = 'merged') = (m.merged_into_id is not null)) then 'matters_merged_has_target'
    when not ((m.subject_kind is null) = (m.subject_id is null)) then 'matters_subject_whole'
    when not (m.shielded_posts is null or cardinality(m.shielded_posts) > 0 and not m.holder_post_id = any(m.shielded_posts))
      then 'matters_shielded'
    when not (m.channel in ('pocket', 'counter', 'phone', 'wechat', 'patrol', 'meeting', 'import', 'api')) then 'matters_channel_check'
    when not (m.priority in ('normal', 'urgent')) then 'matters_priority_check'
    when not (m.visibility in ('open', 'public', 'holder')) then 'matters_visibility_check'
    when not (m.exclusion in ('none', 'proposed', 'approved')) then 'matters_exclusion_check'
    when not (m.satisfaction between 1 and 5) then 'matters_satisfaction_check'
  end;
begin
  if v_broken is null then
    return true;
  end if;
  raise exception 'a matter breaks the rule "%"', v_broken
    using errcode = 'check_violation', schema = 'matters', table = 'matters', constraint = v_broken;
end $$;
alter table matters.matters
  drop constraint matters_state_check,
  drop constraint matters_open_is_held,
  drop constraint matters_open_is_clocked,
  drop constraint matters_suspension_is_reviewed,
  drop constraint matters_closed_has_outcome,
  drop constraint matters_merged_has_target,
  drop constraint matters_subject_whole,
  drop constraint matters_shielded,
  drop constraint matters_channel_check,
  drop constraint matters_priority_check,
  drop constraint matters_visibility_check,
  drop constraint matters_exclusion_check,
  drop constraint matters_satisfaction_check,
  add constraint matters_sound check (matters.is_sound(matters.*));

create or replace function matters.report(p jsonb, p_files uuid[], p_upload_key text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  m matters.matters := jsonb_populate_record(null::matters.matters, p -> 'matter');
  v_answer jsonb;
begin
  perform kernel.must_be_of(m.tenant_id);
  m.number := coalesce(m.number,
    to_char(m.reported_at at time zone 'Asia/Shanghai', 'YYMMDD') || '-' || lpad((nextval('matters.number_seq') % 1000000)::text, 6, '0'));
  m.search_text := replace(m.number, '-', ' ') || ' ' || m.search_text;
  v_answer := (p -> 'answer') || jsonb_build_object('number', m.number);
  if p ? 'command' then
    perform kernel.keep_answer(m.tenant_id, p -> 'command', v_answer);
  end if;
  insert into matters.matters values (m.*);
  if p ? 'holding' then
    insert into matters.holdings (tenant_id, id, matter_id, post_id, from_at, why)
    values (m.tenant_id, (p -> 'holding' ->> 'id')::uuid, m.id, m.holder_post_id, m.reported_at, p -> 'holding' -> 'why');
    insert into matters.clocks (tenant_id, id, matter_id, stage, span, started_at, yellow_at, due_at)
    values (m.tenant_id, (p -> 'clock' ->> 'id')::uuid, m.id, m.clock_stage, p -> 'clock' -> 'span', m.clock_started_at, m.clock_yellow_at, m.clock_due_at);
  end if;
  if m.reporter_id is not null then
    insert into matters.followers (tenant_id, matter_id, person_id, from_at) values (m.tenant_id, m.id, m.reporter_id, m.reported_at);
  end if;
  if cardinality(p_files) > 0 then
    perform files.attach(m.tenant_id, p_files, 'matters:' || m.id, (p -> 'actor' ->> 'personId')::uuid, p_upload_key);
  end if;
  -- A matter that is new opens its stream.
  perform kernel.append_event(true, m.tenant_id, 'matters:' || m.id, (p ->> 'eventId')::uuid, p ->> 'type', (p ->> 'at')::timestamptz, p -> 'actor', p -> 'payload');
  return v_answer;
end $$;
