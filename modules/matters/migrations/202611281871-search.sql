-- Words in a title come first among what is found: the pairs of signs of titles, so that two signs are enough to look for.
create function matters.pairs_of(p_text text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct substr(lower(p_text), n, 2)), '{}')
  from generate_series(1, length(p_text) - 1) n
$$;
create index matters_title on matters.matters using gin (matters.pairs_of(title));

-- Lately closed: what is offered as a duplicate, and lists in the order of closing.
create index matters_closed on matters.matters (tenant_id, closed_at desc) where state = 'closed';
