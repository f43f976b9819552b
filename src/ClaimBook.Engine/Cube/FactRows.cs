using System.Collections;
using System.Runtime.InteropServices;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Cube;

/// <summary>The rows of fact_performance as they are, by ascending key; only their hashes are left out. A row is put together when it is asked for:
/// from the columns that are added up, and from what nothing adds up.</summary>
sealed class FactRows(FactTable table, FactRest[] rests) : IReadOnlyList<PerformanceRow>
{
    readonly QuantityColumn _policiesInForce = table.Column(Quantity.PoliciesInForce);
    readonly QuantityColumn _priorPoliciesInForce = table.Column(Quantity.PriorPoliciesInForce);
    readonly QuantityColumn _newBusiness = table.Column(Quantity.NewBusiness);
    readonly QuantityColumn _written = table.Column(Quantity.Written);
    readonly QuantityColumn _priorWritten = table.Column(Quantity.PriorWritten);
    readonly QuantityColumn _earned = table.Column(Quantity.Earned);
    readonly QuantityColumn _incurred = table.Column(Quantity.Incurred);

    public int Count => rests.Length;

    public PerformanceRow this[int index]
    {
        get
        {
            ref readonly var rest = ref rests[index];
            return new()
            {
                Key = rest.Key,
                RetainedPolicies = rest.RetainedPolicies,
                PoliciesInForce = (int)_policiesInForce[index],
                PriorPoliciesInForce = rest.KnowsPriorPolicies ? (int)_priorPoliciesInForce[index] : null,
                NewBusinessCents = _newBusiness[index],
                WrittenCents = _written[index],
                PriorWrittenCents = rest.KnowsPriorWritten ? _priorWritten[index] : null,
                EarnedCents = _earned[index],
                IncurredCents = _incurred[index],
                Months = rest.Months,
                RetentionRatio = double.IsNaN(rest.RetentionRatio) ? null : rest.RetentionRatio,
                LossRatio = double.IsNaN(rest.LossRatio) ? null : rest.LossRatio,
                LossRatioCode = rest.LossRatioCode == 0 ? null : rest.LossRatioCode,
                LoadId = rest.LoadId,
                SourceLine = rest.SourceLine,
            };
        }
    }

    public IEnumerator<PerformanceRow> GetEnumerator()
    {
        for (var row = 0; row < rests.Length; row++)
            yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>What a fact has besides the quantities that are added up: 48 bytes. NaN and 0 stand for null.</summary>
[StructLayout(LayoutKind.Auto)]
readonly struct FactRest(in PerformanceRow fact)
{
    public FactKey Key { get; } = fact.Key;

    public double RetentionRatio { get; } = fact.RetentionRatio ?? double.NaN;

    public double LossRatio { get; } = fact.LossRatio ?? double.NaN;

    public int LossRatioCode { get; } = fact.LossRatioCode ?? 0;

    public int RetainedPolicies { get; } = fact.RetainedPolicies;

    public int LoadId { get; } = fact.LoadId;

    public int SourceLine { get; } = fact.SourceLine;

    public byte Months { get; } = (byte)fact.Months;

    public bool KnowsPriorPolicies { get; } = fact.PriorPoliciesInForce is not null;

    public bool KnowsPriorWritten { get; } = fact.PriorWrittenCents is not null;
}
