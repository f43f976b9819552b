using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Cube;

/// <summary>Verifies that the cube answers what the database's own sums over the facts say.</summary>
public static class CubeCheck
{
    static readonly (string Measure, string Column)[] s_sums =
    [
        ("written_premium", "written_cents"), ("new_business_premium", "new_business_cents"),
        ("earned_premium", "earned_cents"), ("incurred_losses", "incurred_cents"),
    ];

    static readonly (Dimension Dimension, string Sql)[] s_fine =
    [
        (InsuranceCatalog.Agency, "f.agency_id"), (InsuranceCatalog.Product, "p.code"),
        (InsuranceCatalog.State, "s.code"), (InsuranceCatalog.Year, "f.year"),
    ];

    /// <summary>Compares at the grain of the facts and at a coarser one, so that the cube's rollups are seen too.</summary>
    /// <param name="connection">A connection on which nothing changes meanwhile.</param>
    public static IEnumerable<CheckResult> Check(DbConnection connection)
    {
        var (cube, problem) = TryRead(connection);
        foreach (var by in new[] { s_fine, s_fine[1..] })
        {
            yield return new(
                $"the cube equals the database by {string.Join(", ", by.Select(b => b.Dimension.Name))}",
                cube is null ? problem : Compare(connection, new CubeEngine(cube), by));
        }
    }

    static (StarCube? Cube, string? Problem) TryRead(DbConnection connection)
    {
        try
        {
            return (StarCube.Read(connection), null);
        }
        catch (ClaimBookException e)
        {
            return (null, e.Message);
        }
    }

    static string? Compare(DbConnection connection, CubeEngine engine, (Dimension Dimension, string Sql)[] by)
    {
        var answer = engine.Answer(
            new() { By = [.. by.Select(b => b.Dimension)], Measures = [.. s_sums.Select(s => InsuranceCatalog.FindMeasure(s.Measure)!)] }, RowScope.All);
        var inCube = Enumerable.Range(0, answer.Rows).Select(row => string.Join(' ', answer.Columns.Select(c => c switch
        {
            ResultColumn<string> texts => texts.Values[row],
            ResultColumn<long?> numbers => $"{numbers.Values[row]}",
            _ => "",
        }))).ToHashSet();

        var keys = string.Join(", ", by.Select(b => b.Sql));
        var inDatabase = connection.Query(
            $"""
            SELECT {keys}, {string.Join(", ", s_sums.Select(s => $"sum(f.{s.Column})"))}
            FROM fact_performance f JOIN dim_product p ON p.product_id = f.product_id JOIN dim_state s ON s.state_id = f.state_id
            GROUP BY {keys}
            """,
            r => string.Join(' ', Enumerable.Range(0, r.FieldCount).Select(i => $"{r.GetValue(i)}"))).ToHashSet();
        var differing = inCube.Except(inDatabase).Count() + inDatabase.Except(inCube).Count();
        return differing == 0 ? null : $"{differing} rows differ";
    }
}
