-- Events are handed to channels only where a receiver wants them. A trigger, because a server of the version before changes
-- receivers as well while both run.
create function channels.want_events() returns trigger language plpgsql as $$
begin
  perform kernel.want(new.tenant_id, 'channels.spread', new.id,
    case when new.is_on and new.ended_at is null then new.events else '{}' end);
  return null;
end $$;
create trigger channels_want_events after insert or update of events, is_on, ended_at on channels.channels
  for each row execute function channels.want_events();

select kernel.want(c.tenant_id, 'channels.spread', c.id, c.events) from channels.channels c where c.is_on and c.ended_at is null;
