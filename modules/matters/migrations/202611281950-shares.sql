-- How common words are, as PostgreSQL estimates it for all tenants together: it shows its statistics of a table under row-level
-- security to the owner alone. A share tells nothing of a matter.
create function matters.shares_of(p_words text[]) returns table (word text, share real) language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select e.word, e.share from pg_catalog.pg_stats s
    cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) e (word, share)
  where s.schemaname = 'matters' and s.tablename = 'matters' and s.attname = 'bigrams' and e.word = any(p_words)
$$;
