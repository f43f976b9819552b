using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Cube;

/// <summary>The star schema in memory: facts as columns, at their own grain and at coarser ones. Immutable, so any thread may read it.</summary>
public sealed class StarCube
{
    /// <summary>What a fact takes: up to 120 bytes in a cube that answers, and up to 268 while the next one is read beside it; 29 each for what details know
    /// of agencies (bench/results/amd-epyc-2-cores.md).</summary>
    const int BytesPerFact = 450;

    static readonly Dictionary<Quantity, Func<PerformanceRow, long>> s_performanceQuantities =
        Quantity.OfPerformance.ToDictionary(q => q, q => Summaries.ValueOf(q.Column));

    static readonly Dictionary<Quantity, Func<QuoteRow, long>> s_quoteQuantities = new()
    {
        [Quantity.Quoted] = r => r.Quoted ?? 0,
        [Quantity.Bound] = r => r.Bound ?? 0,
    };

    /// <summary>The coarser grains: what most questions ask, and small enough to scan in microseconds. The database has tables of the same.</summary>
    static readonly (Dimension[] Grain, Table Stored)[] s_rollups =
    [
        ([InsuranceCatalog.Product, InsuranceCatalog.State, InsuranceCatalog.Year], Summaries.ProductStateYear),
        ([InsuranceCatalog.Agency, InsuranceCatalog.ProductLine, InsuranceCatalog.Year], Summaries.AgencyLineYear),
    ];

    StarCube(KeyMembers keys, IReadOnlyList<FactTable> tables, IReadOnlyList<PerformanceRow> facts) => (Keys, Tables, Facts) = (keys, tables, facts);

    /// <summary>The rows of fact_performance by ascending key, without their hashes.</summary>
    public IReadOnlyList<PerformanceRow> Facts { get; }

    internal KeyMembers Keys { get; }

    /// <summary>The tables; the first is fact_performance at its own grain.</summary>
    internal IReadOnlyList<FactTable> Tables { get; }

    /// <summary>The memory that a cube needs, in bytes, its replacement after a load included. An estimate on the safe side.</summary>
    /// <param name="factRows">Rows of fact_performance.</param>
    public static long EstimateBytes(long factRows) => factRows * BytesPerFact;

    /// <summary>Reads the cube of a database.</summary>
    /// <exception cref="ClaimBookException">The database failed, or its facts are damaged.</exception>
    public static StarCube Read(Database database) => database.Guard(() =>
    {
        using var connection = database.ConnectPatiently();
        using var snapshot = database.BeginRead(connection);
        return Read(connection);
    });

    /// <summary>Reads the cube over a connection on which nothing changes meanwhile.</summary>
    /// <exception cref="ClaimBookException">The facts are damaged.</exception>
    public static StarCube Read(DbConnection connection) => Read(Dimensions.ReadAll(connection), connection);

    /// <summary>Reads the cube over a connection on which nothing changes meanwhile. Facts that are not what the loads have summed up are refused.</summary>
    /// <exception cref="ClaimBookException">The facts are damaged.</exception>
    public static StarCube Read(StarDimensions dimensions, DbConnection snapshot)
    {
        try
        {
            var cube = Build(dimensions, FactPerformance.ReadAll(snapshot));
            if (!s_rollups.Index().All(r => StoredSums.Equal(cube.Tables[r.Index + 1], r.Item.Grain, r.Item.Stored, cube.Keys, snapshot)))
                throw Damaged();
            return cube;
        }
        // What a damaged fact may be: no number, too large a one, of an agency or a product that there is not, or in the place of another.
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or InvalidCastException or InvalidOperationException or OverflowException or FormatException)
        {
            throw Damaged(e);
        }
    }

    /// <summary>Builds the cube.</summary>
    /// <param name="dimensions">The dimensions and quotes, agencies and years ascending.</param>
    /// <param name="factsInKeyOrder">fact_performance by ascending key; read once.</param>
    /// <exception cref="ArgumentException">The facts are not in order, or one has an agency that the dimensions do not have.</exception>
    /// <exception cref="KeyNotFoundException">A fact has a product, state or year that the dimensions do not have.</exception>
    public static StarCube Build(StarDimensions dimensions, IEnumerable<PerformanceRow> factsInKeyOrder)
    {
        var keys = new KeyMembers(dimensions);
        var year = Enumerable.Range(0, dimensions.Years.Count).ToDictionary(code => dimensions.Years[code].Year);
        var rests = new List<FactRest>();
        var performance = Table(
            Fact.Performance, keys, factsInKeyOrder.Select(Remembered), r => r.Key.AgencyId,
            new()
            {
                [KeyColumn.Product] = r => keys.ProductCodes[r.Key.ProductId],
                [KeyColumn.State] = r => keys.StateCodes[r.Key.StateId],
                [KeyColumn.Year] = r => year[r.Key.Year],
            },
            s_performanceQuantities);

        // A quote row that knows neither number says nothing, so it makes no group.
        var quotes = Table(
            Fact.Quotes, keys, dimensions.Quotes.Where(q => q.Quoted is not null || q.Bound is not null), r => r.AgencyId,
            new() { [KeyColumn.Line] = r => keys.Lines.CodeOf(r.Line), [KeyColumn.Platform] = r => keys.Platforms.CodeOf(r.Platform) },
            s_quoteQuantities);

        return new StarCube(keys, [performance, .. s_rollups.Select(r => RollUp(performance, r.Grain, keys)), quotes], new FactRows(performance, [.. rests]));

        PerformanceRow Remembered(PerformanceRow fact)
        {
            rests.Add(new FactRest(fact));
            return fact;
        }
    }

    /// <summary>The rows behind a query: positions in <see cref="Facts"/>, ascending. See <see cref="Selection.OfRows"/>.</summary>
    /// <param name="query">The query; of it count the filters and the dates.</param>
    /// <param name="scope">The agencies whose rows count.</param>
    /// <exception cref="ArgumentException">A filter is by a dimension that fact_performance does not have.</exception>
    public int[] RowsOf(AnalyticsQuery query, RowScope scope)
    {
        var table = Tables[0];
        var admitted = Selection.OfRows(query, scope, Keys.Members).ToLookup(
            d => table.KeyOf(d.Key), d => Array.ConvertAll(Keys.Codes(d.Key, table.KeyOf(d.Key)!.Value), member => d.Value[member]));
        var agencies = admitted[KeyColumn.Agency].ToArray();
        var others = table.OtherKeys.SelectMany(key => admitted[key].Select(a => (Codes: table.Codes(key), Admitted: a))).ToArray();
        var (rows, count) = (new int[table.Rows], 0);
        for (var agency = 0; agency < table.Offsets.Length - 1; agency++)
        {
            if (!Array.TrueForAll(agencies, a => a[agency]))
                continue;
            for (var row = table.Offsets[agency]; row < table.Offsets[agency + 1]; row++)
            {
                var counts = true;
                foreach (var (codes, isAdmitted) in others)
                    counts &= isAdmitted[codes[row]];
                if (counts)
                    rows[count++] = row;
            }
        }
        return count == rows.Length ? rows : rows[..count];
    }

    static ClaimBookException Damaged(Exception? cause = null) => new(
        "The facts are damaged: they differ from the sums that were stored with them. 'claimbook check' says where; restore a backup (claimbook restore) or load into a new database.",
        cause)
    { ForUsers = "The data is damaged. Its operator finds more in the server's log, and by 'claimbook check'." };

    static FactTable RollUp(FactTable table, Dimension[] grain, KeyMembers keys)
    {
        var aggregation = new Aggregation(table.Fact, grain, new Dictionary<Dimension, bool[]>(), [.. table.Quantities]);
        var groups = new TableScan(table, aggregation, keys).Run(Environment.ProcessorCount, TableScan.MostDirectKeys);
        return table.RollUp(grain, groups, keys.Members.KeySpace(grain));
    }

    static FactTable Table<T>(
        Fact fact, KeyMembers keys, IEnumerable<T> rows, Func<T, int> agencyOf,
        Dictionary<KeyColumn, Func<T, int>> codeOf, Dictionary<Quantity, Func<T, long>> valueOf)
    {
        var codes = codeOf.Values.Select(of => (Of: of, Codes: new List<ushort>())).ToArray();
        var columns = valueOf.Values.Select(of => (Of: of, Column: new QuantityColumn())).ToArray();
        var offsets = new int[keys.Agencies.Count + 1];
        var (count, last) = (0, 0);
        foreach (var row in rows)
        {
            var agency = keys.Agencies.CodeOf(agencyOf(row));
            if (agency < last)
                throw new ArgumentException($"agency {agencyOf(row)} is unknown or not in order", nameof(rows));
            offsets.AsSpan(last + 1, agency - last).Fill(count);
            (last, count) = (agency, count + 1);
            foreach (var (of, list) in codes)
                list.Add((ushort)of(row));
            foreach (var (of, column) in columns)
                column.Append(of(row));
        }
        offsets.AsSpan(last + 1).Fill(count);
        foreach (var (_, column) in columns)
            column.Seal();
        return new FactTable(
            fact, offsets, hasAgencies: true,
            codeOf.Keys.Zip(codes).ToDictionary(c => c.First, c => c.Second.Codes.ToArray()),
            valueOf.Keys.Zip(columns).ToDictionary(c => c.First, c => c.Second.Column));
    }
}
