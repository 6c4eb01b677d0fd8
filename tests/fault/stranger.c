/* A shared object that is not a backend module: it lacks the one symbol. */
int stranger(void);
int stranger(void)
{
    return 0;
}
