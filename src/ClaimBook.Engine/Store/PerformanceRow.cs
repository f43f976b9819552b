using System.Runtime.InteropServices;

namespace ClaimBook.Engine.Store;

/// <summary>The grain of the facts, packed into 64 bits: agency (32), product id (14), state id (10), year since 1900 (8).</summary>
/// <param name="Packed">The packed key; its order is the order agency, product, state, year.</param>
public readonly record struct FactKey(ulong Packed)
{
    /// <summary>The largest product id that fits.</summary>
    public const int MaxProductId = (1 << 14) - 1;

    /// <summary>First and last year that fit: what a statistical year can be.</summary>
    public const int FirstYear = 1900, LastYear = 2100;

    /// <summary>The packed key as SQL over the columns of fact_performance.</summary>
    internal const string PackedSql =
        "(CAST(agency_id AS bigint) << 32) | (CAST(product_id AS bigint) << 18) | (CAST(state_id AS bigint) << 8) | (year - 1900)";

    /// <summary>Packs a key.</summary>
    public FactKey(int agencyId, int productId, int stateId, int year)
        : this(((ulong)(uint)agencyId << 32) | ((ulong)productId << 18) | ((ulong)stateId << 8) | (uint)(year - FirstYear))
    {
    }

    /// <summary>Agency id, 0 or more.</summary>
    public int AgencyId => (int)(Packed >> 32);

    /// <summary>Id in dim_product.</summary>
    public int ProductId => (int)(Packed >> 18) & MaxProductId;

    /// <summary>Id in dim_state.</summary>
    public int StateId => (int)(Packed >> 8) & 0x3FF;

    /// <summary>Statistical year.</summary>
    public int Year => (int)(Packed & 0xFF) + FirstYear;
}

/// <summary>A row of fact_performance: columns 7 to 17 of the file, money in whole cents, null where the file says missing.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PerformanceRow
{
    /// <summary>Agency, product, state and year.</summary>
    public FactKey Key { get; init; }

    /// <summary>Policies of the year before that are still active.</summary>
    public int RetainedPolicies { get; init; }

    /// <summary>Policies in force.</summary>
    public int PoliciesInForce { get; init; }

    /// <summary>Policies in force a year before.</summary>
    public int? PriorPoliciesInForce { get; init; }

    /// <summary>New business written premium, cents.</summary>
    public long NewBusinessCents { get; init; }

    /// <summary>Written premium, cents.</summary>
    public long WrittenCents { get; init; }

    /// <summary>Written premium of the same months a year before, cents.</summary>
    public long? PriorWrittenCents { get; init; }

    /// <summary>Earned premium, cents.</summary>
    public long EarnedCents { get; init; }

    /// <summary>Incurred losses, cents.</summary>
    public long IncurredCents { get; init; }

    /// <summary>How many months of the year the row covers, 1 to 12.</summary>
    public int Months { get; init; }

    /// <summary>Retention ratio as published.</summary>
    public double? RetentionRatio { get; init; }

    /// <summary>Loss ratio as published; null where the file has one of its three codes.</summary>
    public double? LossRatio { get; init; }

    /// <summary>Which code (99999, 99998, 99997) LOSS_RATIO has; null where it has a ratio.</summary>
    public int? LossRatioCode { get; init; }

    /// <summary>Hash of all values of the source line: equal values, equal hashes (docs/adr/0006).</summary>
    public long RowHash { get; init; }

    /// <summary>Hash of the text of the source line: a line with the same text need not even be parsed.</summary>
    public long LineHash { get; init; }

    /// <summary>The load that last wrote the row.</summary>
    public int LoadId { get; init; }

    /// <summary>The line of that load's file, the header being line 1.</summary>
    public int SourceLine { get; init; }
}
