-- Published: what posts are called, and nothing else.
create view people.post_names_view as select tenant_id, id, name, name_en from people.posts;
