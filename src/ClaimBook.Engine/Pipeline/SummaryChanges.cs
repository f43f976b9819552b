using System.Runtime.InteropServices;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Pipeline;

/// <summary>What a load adds to the summary tables: the facts it writes less the facts it deletes.</summary>
sealed class SummaryChanges(Func<int, string> lineOfProduct)
{
    readonly Dictionary<LineYear, long[]> _agencyLineYears = [];
    readonly Dictionary<ulong, long[]> _productStateYears = [];

    /// <summary>Adds a fact, or takes it away.</summary>
    public void Add(in PerformanceRow fact, int sign)
    {
        var key = fact.Key;
        Summaries.Add(SumsOf(_agencyLineYears, new LineYear(key.AgencyId, lineOfProduct(key.ProductId), key.Year)), fact, sign);
        Summaries.Add(SumsOf(_productStateYears, new FactKey(0, key.ProductId, key.StateId, key.Year).Packed), fact, sign);
    }

    /// <summary>Writes the changes into the summary tables.</summary>
    public void Write(WriteTransaction transaction)
    {
        var agencyYears = new Dictionary<(int AgencyId, int Year), long[]>();
        using (var writer = transaction.Write(Summaries.AgencyLineYear, OnConflict.Add))
        {
            foreach (var (of, sums) in _agencyLineYears)
            {
                writer.Write(of.AgencyId);
                writer.Write(of.Line);
                writer.Write(of.Year);
                Summaries.WriteSums(writer, sums);
                var ofYear = SumsOf(agencyYears, (of.AgencyId, of.Year));
                for (var i = 0; i < sums.Length; i++)
                    ofYear[i] += sums[i];
            }
            writer.Complete();
        }
        using (var writer = transaction.Write(Summaries.AgencyYear, OnConflict.Add))
        {
            foreach (var ((agency, year), sums) in agencyYears)
            {
                writer.Write(agency);
                writer.Write(year);
                Summaries.WriteSums(writer, sums);
            }
            writer.Complete();
        }
        using (var writer = transaction.Write(Summaries.ProductStateYear, OnConflict.Add))
        {
            foreach (var (packed, sums) in _productStateYears)
            {
                var key = new FactKey(packed);
                writer.Write(key.ProductId);
                writer.Write(key.StateId);
                writer.Write(key.Year);
                Summaries.WriteSums(writer, sums);
            }
            writer.Complete();
        }
    }

    static long[] SumsOf<TKey>(Dictionary<TKey, long[]> table, TKey key) where TKey : notnull
    {
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(table, key, out _);
        return sums ??= new long[Summaries.SumCount];
    }
}
