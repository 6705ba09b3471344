-- When a code was mailed last, whatever became of it: taking the address away does not make room for another at once.
alter table channels.preferences add column code_sent_at timestamptz;
