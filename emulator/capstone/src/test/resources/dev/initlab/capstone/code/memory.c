/* Memory code: structures, arrays of all widths, pointers to functions, globals, many registers, volatile. */

struct node {
    struct node *next;
    int key;
    short weight;
    signed char flags[3];
    unsigned long long stamp;
};

struct ops {
    int (*open)(struct node *, int);
    void (*close)(struct node *);
    long values[8];
};

extern struct ops table[4];
extern int counter;
extern char name[];
static struct node pool[16];
static unsigned next_free;

struct node *take(int key)
{
    struct node *n = &pool[next_free++ & 15];
    n->key = key;
    n->weight = (short) (key * 2);
    n->flags[1] = -1;
    n->stamp += 0x100000001ull;
    return n;
}

struct node *find(struct node *head, int key)
{
    for (struct node *n = head; n; n = n->next)
        if (n->key == key && n->flags[0] >= 0)
            return n;
    return 0;
}

void reverse(struct node **head)
{
    struct node *done = 0;
    for (struct node *n = *head; n; ) {
        struct node *next = n->next;
        n->next = done;
        done = n;
        n = next;
    }
    *head = done;
}

int dispatch(unsigned i, struct node *n)
{
    struct ops *o = &table[i & 3];
    int r = o->open ? o->open(n, counter++) : -22;
    if (r < 0 && o->close)
        o->close(n);
    return r;
}

long sum(const struct ops *o)
{
    long s = 0;
    for (int i = 0; i < 8; i++)
        s += o->values[i] * (i + 1);
    return s;
}

unsigned length(const char *s)
{
    const char *p = s;
    while (*p)
        p++;
    return (unsigned) (p - s);
}

void copy(short *to, const short *from, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        to[i] = from[n - 1 - i];
}

void fill(int *p, int v, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        p[i] = v + (int) i;
}

int matrix(int a[4][4], int x[4])
{
    int s = 0;
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
            s += a[i][j] * x[j] - (a[j][i] ^ x[i]);
    return s;
}

long long many(int a, int b, int c, int d, int e, int f, int g, long long h, struct node n)
{
    return many(b, c, d, e, f, g, a, h * 3 + n.key, n) + n.weight + n.flags[2] + n.stamp;
}

void device(volatile unsigned *reg, volatile unsigned char *port, volatile unsigned long long *wide)
{
    while (!(*reg & 0x20))
        ;
    reg[4] = 0x81;
    *port = (unsigned char) (*port | 3);
    *wide = *wide + 1;
    reg[1023] = 0xdeadbeef;
}

char *letters(char *to)
{
    char big[5000];
    for (int i = 0; i < 5000; i++)
        big[i] = (char) (name[i & 7] ^ i);
    *to = big[counter & 0xfff];
    return to + 1;
}

int atomics(int *p, long *q, int v)
{
    int old = __atomic_fetch_add(p, v, __ATOMIC_SEQ_CST);
    __atomic_store_n(q, old, __ATOMIC_RELEASE);
    __atomic_compare_exchange_n(p, &old, v, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    return old + __atomic_exchange_n(p, 7, __ATOMIC_RELAXED);
}
