-- What is tidied every night is found by its age alone.
drop index incoming.messages_by_age;
create index messages_by_age on incoming.messages (at);
