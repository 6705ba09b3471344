-- The roll says of each head how often its vote was replaced (modules/choices/question-queries.ts); the index of the
-- votes that count does not hold those, and without this one all votes would be read for every head.
create index votes_replaced on choices.votes (tenant_id, question_id, owner_id) where replaced_at is not null;
