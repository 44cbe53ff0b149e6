drop schema sync cascade;
drop table notes;
drop table users;
