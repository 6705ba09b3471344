-- Checkpoints ask for the events that were recorded on one day. The ledger only grows, so the blocks of a day lie together:
-- a block range index finds them and costs the writers next to nothing.
create index events_recorded on kernel.events using brin (recorded_at) with (autosummarize = on);
