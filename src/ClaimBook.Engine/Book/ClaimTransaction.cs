using System.Runtime.InteropServices;

namespace ClaimBook.Engine.Book;

/// <summary>What a transaction of a claim does.</summary>
public enum TransactionType
{
    /// <summary>Sets what is still expected to be paid.</summary>
    Reserve,

    /// <summary>Pays.</summary>
    Payment,

    /// <summary>Gets back: salvage, subrogation, a deductible.</summary>
    Recovery,
}

/// <summary>What the money is for.</summary>
public enum MoneyKind
{
    /// <summary>What the insured or a third party gets.</summary>
    Indemnity,

    /// <summary>What it costs to settle.</summary>
    Expense,
}

/// <summary>A transaction of a claim: added, never changed.</summary>
/// <param name="Number">Its place among the claim's transactions, from 1 on.</param>
/// <param name="Day">When it took place.</param>
/// <param name="Type">What it does.</param>
/// <param name="Kind">What the money is for.</param>
/// <param name="AmountCents">Of a reserve what it is set to, of a payment or a recovery what was paid; below zero it corrects an earlier one.</param>
/// <param name="OutstandingChangeCents">What it adds to the outstanding reserve of its kind.</param>
/// <param name="Note">What else is worth knowing.</param>
public sealed record ClaimTransaction(
    int Number, DateOnly Day, TransactionType Type, MoneyKind Kind, long AmountCents, long OutstandingChangeCents, string Note)
{
    /// <summary>The types as they are written.</summary>
    public static IReadOnlyList<string> Types { get; } = ["reserve", "payment", "recovery"];

    /// <summary>The kinds as they are written.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["indemnity", "expense"];

    /// <summary>The change that recorded it; 0 before it is recorded.</summary>
    public int Change { get; init; }

    /// <summary>What it adds to the money of its claim.</summary>
    public ClaimMoney Money => new(
        Type == TransactionType.Payment ? AmountCents : 0, OutstandingChangeCents, Type == TransactionType.Recovery ? AmountCents : 0);
}

/// <summary>The money of a claim or of many, in cents: sums of transactions.</summary>
/// <param name="Paid">What was paid.</param>
/// <param name="Outstanding">What is reserved and not yet paid.</param>
/// <param name="Recovered">What came back.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClaimMoney(long Paid, long Outstanding, long Recovered)
{
    /// <summary>The largest amount of money in the book, in cents: a trillion.</summary>
    public const long MostCents = 100_000_000_000_000;

    /// <summary>What was paid in the end: paid - recoveries.</summary>
    public long Net => Paid - Recovered;

    /// <summary>What it costs: paid + outstanding - recoveries.</summary>
    public long Incurred => Net + Outstanding;

    /// <summary>Both together.</summary>
    public static ClaimMoney operator +(ClaimMoney a, ClaimMoney b) => new(a.Paid + b.Paid, a.Outstanding + b.Outstanding, a.Recovered + b.Recovered);

    /// <summary>The money of some transactions.</summary>
    public static ClaimMoney Of(IEnumerable<ClaimTransaction> transactions) => transactions.Aggregate(default(ClaimMoney), (sum, t) => sum + t.Money);
}
