create schema gatherings;
