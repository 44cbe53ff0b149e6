create table users (
  id text primary key,
  email text not null
);

create table notes (
  id bigint generated always as identity primary key,
  user_id text not null references users (id) on delete cascade,
  text text not null,
  published boolean not null default false
);

-- What the receiver of events has seen; nobody asks for it by GraphQL.
create schema sync;
create table sync.changes (
  user_id text primary key,
  changed_at timestamptz not null
);
