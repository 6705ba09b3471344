-- Events are handed to channels only where a receiver wants them. A trigger, because a server of the version before changes
-- receivers as well while both run.
create function channels.want_events() returns trigger language plpgsql as $$
begin
  delete from kernel.wanted
    where tenant_id = new.tenant_id and subscriber = 'channels.spread' and wanted_by = new.id;
  if new.is_on and new.ended_at is null then
    insert into kernel.wanted (tenant_id, subscriber, type, wanted_by)
      select distinct new.tenant_id, 'channels.spread', e.type, new.id from unnest(new.events) e(type);
  end if;
  return null;
end $$;
create trigger channels_want_events after insert or update of events, is_on, ended_at on channels.channels
  for each row execute function channels.want_events();

insert into kernel.wanted (tenant_id, subscriber, type, wanted_by)
  select distinct c.tenant_id, 'channels.spread', e.type, c.id from channels.channels c cross join unnest(c.events) e(type)
  where c.is_on and c.ended_at is null;
