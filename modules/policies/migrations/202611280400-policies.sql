create schema policies;
