"""The preview: the edition kept in memory, its pages made when they are asked for, and a small server that shows them."""
