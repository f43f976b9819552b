using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>A fact of the book as columns, a value for each row.</summary>
/// <param name="rows">How many rows there can be.</param>
abstract class BookColumns(int rows)
{
    readonly Dictionary<Dimension, int[]> _codes = [];

    /// <summary>How many rows there are.</summary>
    public int Count { get; protected set; }

    /// <summary>The first day that each row counts on.</summary>
    public int[] First { get; } = new int[rows];

    /// <summary>The last day; before the first if there is none.</summary>
    public int[] Last { get; } = new int[rows];

    /// <summary>The first day of any row, or of what is known besides; the last of all days if there is none.</summary>
    public int FirstDay { get; protected set; } = DateOnly.MaxValue.DayNumber;

    public Coding<int> Agencies { get; } = new(rows);

    public Coding<string> Products { get; } = new(rows);

    public Coding<string> Lines { get; } = new(rows);

    public Coding<string> States { get; } = new(rows);

    protected Coding<string> Statuses { get; } = new(rows);

    /// <summary>The quantities; others call them by their position.</summary>
    public abstract IReadOnlyList<Quantity> Quantities { get; }

    /// <summary>The code of each row in a dimension.</summary>
    public int[] Codes(Dimension dimension) => _codes[dimension];

    /// <summary>Ends the making, when all members are known.</summary>
    public virtual void Seal(BookMembers members)
    {
        var agencies = (NumberMembers)members[InsuranceCatalog.Agency];
        _codes[InsuranceCatalog.Agency] = Agencies.Codes(a => agencies.CodeOf(a), agencies.NoneCode);
        Seal(InsuranceCatalog.Product, Products, members);
        Seal(InsuranceCatalog.ProductLine, Lines, members);
        Seal(InsuranceCatalog.State, States, members);
        Seal(InsuranceCatalog.Status, Statuses, members);
    }

    /// <summary>What a row adds to quantities on days of which it counts on some.</summary>
    /// <param name="row">The row.</param>
    /// <param name="slice">The days.</param>
    /// <param name="quantities">The positions of the quantities.</param>
    /// <param name="amounts">Takes an amount for each.</param>
    public abstract void Measure(int row, TimeSlice slice, ReadOnlySpan<int> quantities, Span<long> amounts);

    protected void Seal(Dimension dimension, Coding<string> coding, BookMembers members) =>
        _codes[dimension] = coding.Codes(((TextMembers)members[dimension]).CodeOf, members[dimension].NoneCode);

    /// <summary>Appends what a row's policy says; nothing where there is no policy.</summary>
    protected void AppendPolicy(PolicyTerms? terms)
    {
        if (terms is null)
        {
            Agencies.AppendNone();
            Products.AppendNone();
            Lines.AppendNone();
            States.AppendNone();
            return;
        }
        Agencies.Append(terms.AgencyId);
        Products.Append(terms.Product);
        Lines.Append(terms.Line);
        States.Append(terms.State);
    }

    protected void AppendDays(int first, int last)
    {
        (First[Count], Last[Count]) = (first, last);
        Count++;
    }
}

/// <summary>Policies, on the days that they cover.</summary>
sealed class PolicyColumns : BookColumns
{
    readonly PolicyTerms[] _terms;

    public PolicyColumns(BookState book)
        : base(book.Policies.Count)
    {
        _terms = new PolicyTerms[book.Policies.Count];
        foreach (var terms in book.Policies.Select(p => p.Terms))
        {
            FirstDay = Math.Min(FirstDay, terms.Inception.DayNumber);
            if (terms.IsQuote)
            {
                // It covers nothing, so it is no fact; its members are known all the same.
                Agencies.See(terms.AgencyId);
                Products.See(terms.Product);
                States.See(terms.State);
                continue;
            }
            _terms[Count] = terms;
            AppendPolicy(terms);
            Statuses.Append(terms.StatusOn(book.Day).Name);
            AppendDays(terms.Inception.DayNumber, terms.End.DayNumber - 1);
        }
    }

    public override IReadOnlyList<Quantity> Quantities { get; } =
        [Quantity.InForce, Quantity.InForcePremium, Quantity.EarnedOnPolicies, Quantity.PolicyDays];

    public override void Measure(int row, TimeSlice slice, ReadOnlySpan<int> quantities, Span<long> amounts)
    {
        var isInForce = slice.IsEnd && Last[row] >= slice.Last;
        for (var q = 0; q < quantities.Length; q++)
        {
            amounts[q] = quantities[q] switch
            {
                0 => isInForce ? 1 : 0,
                1 => isInForce ? _terms[row].PremiumCents : 0,
                2 => Earned(_terms[row], slice),
                _ => Math.Min(Last[row], slice.Last) - Math.Max(First[row], slice.First) + 1,
            };
        }
    }

    static long Earned(PolicyTerms terms, TimeSlice slice) =>
        terms.EarnedCentsBefore(DateOnly.FromDayNumber(slice.Last + 1)) - terms.EarnedCentsBefore(DateOnly.FromDayNumber(slice.First));
}

/// <summary>Claims, each on the day of its loss.</summary>
sealed class ClaimColumns : BookColumns
{
    readonly long[][] _amounts;

    public ClaimColumns(BookState book)
        : base(book.Claims.Count)
    {
        _amounts = [.. Quantities.Select(_ => new long[book.Claims.Count])];
        Causes = new(book.Claims.Count);
        foreach (var claim in book.Claims)
        {
            var (money, day) = (claim.Money, claim.Details.AccidentDate.DayNumber);
            FirstDay = Math.Min(FirstDay, day);
            _amounts[0][Count] = 1;
            _amounts[1][Count] = claim.Status.IsClosed ? 0 : 1;
            _amounts[2][Count] = money.Paid;
            _amounts[3][Count] = money.Outstanding;
            _amounts[4][Count] = money.Recovered;
            _amounts[5][Count] = money.Incurred;
            AppendPolicy(book.PolicyOf(claim)?.Terms);
            Causes.Append(claim.Details.Cause);
            Statuses.Append(claim.Status.Name);
            AppendDays(day, day);
        }
    }

    public Coding<string> Causes { get; }

    public override IReadOnlyList<Quantity> Quantities { get; } =
        [Quantity.Claims, Quantity.OpenClaims, Quantity.Paid, Quantity.Outstanding, Quantity.Recovered, Quantity.IncurredOnClaims];

    public override void Seal(BookMembers members)
    {
        base.Seal(members);
        Seal(InsuranceCatalog.Cause, Causes, members);
    }

    public override void Measure(int row, TimeSlice slice, ReadOnlySpan<int> quantities, Span<long> amounts)
    {
        for (var q = 0; q < quantities.Length; q++)
            amounts[q] = _amounts[quantities[q]][row];
    }
}
