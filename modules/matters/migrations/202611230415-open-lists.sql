-- Work lists look at open matters only. Both indexes of posts take each row at once: the pending list of a GIN index would
-- have to be read through with every list.
create index matters_touched_open on matters.matters using gin (touched_posts) with (fastupdate = off)
  where state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved');
alter index matters.matters_touched set (fastupdate = off);
