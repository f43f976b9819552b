using System.Data.Common;
using System.Runtime.InteropServices;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Book;

/// <summary>Keeps the book: knows all that was ever recorded, shows it as of any day, and records what changes. Any thread may use it.</summary>
/// <remarks>What was recorded lies in memory (docs/adr/0013); whoever asks first gets what other processes have recorded since.</remarks>
/// <param name="database">The database.</param>
/// <param name="time">What day it is.</param>
public sealed class Ledger(Database database, TimeProvider time)
{
    readonly Lock _refreshing = new();
    readonly Dictionary<string, List<Policy>> _policies = [];
    readonly Dictionary<string, ClaimHistory> _claims = [];
    readonly List<(int Change, DateTimeOffset At)> _changes = [];
    readonly Dictionary<string, string> _texts = [];
    volatile BookState _now = new(0, DateOnly.MinValue, [], []);
    volatile BookState? _past;

    /// <summary>Today, in UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The book as it is known now.</summary>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public BookState Now() => database.Guard(() =>
    {
        using var connection = database.Connect();
        return Now(connection);
    });

    /// <summary>The book as it was known at the end of a day in UTC.</summary>
    /// <param name="day">The day; not later than today.</param>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public BookState AsOf(DateOnly day)
    {
        var now = Now();
        if (day >= now.Day)
            return now;
        lock (_refreshing)
        {
            var change = LatestUpTo(day);
            return _past = _past is { } past && past.Change == change ? past.On(day) : PastOf(change, day);
        }
    }

    /// <summary>The latest change that was recorded up to the end of a day in UTC; 0 if there was none.</summary>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public int ChangeAt(DateOnly day)
    {
        Now();
        lock (_refreshing)
            return LatestUpTo(day);
    }

    /// <summary>Records what an act makes of the book, or nothing if it is refused. Acts come one after the other, whichever process they are in.</summary>
    /// <typeparam name="T">What the act answers.</typeparam>
    /// <param name="by">Who acts.</param>
    /// <param name="act">Sees the book as it is, and adds to the change; may be asked once only.</param>
    /// <param name="alongside">Writes what must stand or fall with the change, over its connection.</param>
    /// <exception cref="ClaimBookException">The database failed; nothing was recorded.</exception>
    public Outcome<T> Record<T>(string by, Func<BookState, BookChange, Outcome<T>> act, Action<DbConnection, T>? alongside = null)
        where T : class => database.Guard<Outcome<T>>(() =>
    {
        using var transaction = database.BeginBookChange();
        var book = Now(transaction.Connection);
        var change = new BookChange(book);
        var outcome = act(book, change);
        if (outcome.Refused is not null)
            return outcome;
        if (change.HasAny)
        {
            var last = _changes.Count > 0 ? _changes[^1].At : DateTimeOffset.MinValue;
            var now = time.GetUtcNow();
            // A clock that was set back must not put a change before an earlier one.
            change.Write(transaction, book.Change + 1, now > last ? now : last, by);
        }
        alongside?.Invoke(transaction.Connection, outcome.Value!);
        transaction.Commit();
        return outcome;
    });

    /// <summary>Fills an empty book with a past that was made up.</summary>
    /// <param name="by">Who is said to have recorded it.</param>
    /// <param name="past">The changes in the order of their moments, none of which is to come.</param>
    /// <exception cref="ClaimBookException">The book is not empty, or the database failed; nothing was recorded.</exception>
    internal void Fill(string by, IReadOnlyList<PastChange> past) => database.Guard(() =>
    {
        using var transaction = database.BeginBookChange();
        if (BookRows.LatestChange(transaction.Connection) > 0)
            throw new ClaimBookException($"{database.Location}: has policies or claims already; a demonstration book goes into an empty one.");
        PastChange.Write(transaction, past, by);
        transaction.Commit();
    });

    BookState Now(DbConnection connection)
    {
        var today = Today;
        var known = _now;
        if (known.Change == BookRows.LatestChange(connection))
            return known.Day == today ? known : Redated(today);
        lock (_refreshing)
            return _now = Read(connection, today);
    }

    BookState Redated(DateOnly today)
    {
        lock (_refreshing)
            return _now = _now.On(today);
    }

    /// <summary>Reads what was recorded since. All of it is read before any is taken, so that a failure leaves nothing half-known.</summary>
    BookState Read(DbConnection connection, DateOnly today)
    {
        var known = _now.Change;
        var changes = BookRows.Changes(connection, known).ToList();
        if (changes.Count == 0)
            return _now.On(today);
        var latest = changes[^1].Change;
        var policies = BookRows.Policies(connection, known).Where(p => p.Change <= latest).ToList();
        var claims = BookRows.Claims(connection, known).Where(c => c.Change <= latest).ToList();
        var transactions = BookRows.Transactions(connection, known).Where(t => t.Transaction.Change <= latest).ToList();

        _changes.AddRange(changes);
        HashSet<string> changedPolicies = [];
        HashSet<ClaimHistory> changedClaims = [];
        foreach (var policy in policies)
        {
            ref var history = ref CollectionsMarshal.GetValueRefOrAddDefault(_policies, policy.Key, out _);
            (history ??= []).Add(policy with { Terms = Pooled(policy.Terms) });
            changedPolicies.Add(policy.Key);
        }
        foreach (var (reference, change, details) in claims)
        {
            ref var history = ref CollectionsMarshal.GetValueRefOrAddDefault(_claims, Claim.KeyOf(reference), out _);
            (history ??= new(reference)).Details.Add((change, details with { Cause = Pooled(details.Cause) }));
            changedClaims.Add(history);
        }
        foreach (var (key, transaction) in transactions)
        {
            _claims[key].Transactions.Add(transaction);
            changedClaims.Add(_claims[key]);
        }
        return _now.With(latest, today, changedPolicies.Select(k => _policies[k][^1]), changedClaims.Select(c => c.At(latest)!));
    }

    int LatestUpTo(DateOnly day)
    {
        var midnight = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        return _changes.FindLast(c => c.At < midnight).Change;
    }

    BookState PastOf(int change, DateOnly day) => new(
        change, day,
        [.. _now.Policies.Select(p => _policies[p.Key].FindLast(known => known.Change <= change)).OfType<Policy>()],
        [.. _now.Claims.Select(c => _claims[c.Key].At(change)).OfType<Claim>()]);

    PolicyTerms Pooled(PolicyTerms terms) => terms with { Product = Pooled(terms.Product), Line = Pooled(terms.Line), State = Pooled(terms.State) };

    /// <summary>One text for all that are equal: few differ, and there are many.</summary>
    string Pooled(string text)
    {
        ref var pooled = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, text, out _);
        return pooled ??= text;
    }

    /// <summary>All that was ever known of a claim.</summary>
    sealed class ClaimHistory(string reference)
    {
        public List<(int Change, ClaimDetails Details)> Details { get; } = [];

        public List<ClaimTransaction> Transactions { get; } = [];

        /// <summary>The claim as it was known at a change; null if it was not.</summary>
        public Claim? At(int change)
        {
            var (detailsChange, details) = Details.FindLast(d => d.Change <= change);
            if (details is null)
                return null;
            ClaimTransaction[] transactions = [.. Transactions.TakeWhile(t => t.Change <= change)];
            return new Claim(reference, details, transactions) { Change = Math.Max(detailsChange, transactions.Length > 0 ? transactions[^1].Change : 0) };
        }
    }
}
