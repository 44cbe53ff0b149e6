create role app_user nologin;
create role app_anonymous nologin;
grant app_user, app_anonymous to current_user;

grant select (id, email) on users to app_user;
grant select, insert (user_id, text, published) on notes to app_user;
grant select (id, text, published) on notes to app_anonymous;

create function current_user_id() returns text language sql stable
  as $$ select nullif(current_setting('claims.user_id', true), '') $$;

alter table notes alter column user_id set default current_user_id();

alter table users enable row level security;
create policy own_row on users for select to app_user using (id = current_user_id());

alter table notes enable row level security;
create policy own_notes on notes to app_user
  using (user_id = current_user_id()) with check (user_id = current_user_id());
create policy published_notes on notes for select to app_anonymous using (published);
