using System.Text;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests;

public sealed class PerformanceFileReferenceTests
{
    [Fact]
    public void The_reference_of_the_performance_file_is_what_its_columns_say()
    {
        var text = new StringBuilder("# The agency performance file\n\nWritten from `PerformanceFile` by a test; CLAIMBOOK_REWRITE=1 renews it.\n\n");
        text.Append("A row is an agency, a product, a state and a year. CSV with a header; columns in any order.\n\n");
        text.Append("| # | column | kind | one value for each | 99999 means missing | meaning |\n|---:|---|---|---|---|---|\n");
        foreach (var (index, column) in PerformanceFile.Columns.Index())
        {
            var level = column.Level switch
            {
                ColumnLevel.Key => "(key)",
                ColumnLevel.Row => "row",
                ColumnLevel.Product => "product",
                ColumnLevel.Agency => "agency",
                ColumnLevel.AgencyLineYear => "agency, product line and year",
                _ => "agency, product line and platform",
            };
            text.Append($"| {index + 1} | {column.Name} | {column.Kind.ToString().ToLowerInvariant()} | {level} | {(column.HasMissingCode ? "yes" : "")} | {column.Meaning} |\n");
        }
        Golden.Check("docs/reference/performance-file.md", text.ToString());
    }

    [Fact]
    public void There_are_49_columns_and_eight_platforms()
    {
        Assert.Equal(49, PerformanceFile.Columns.Count);
        Assert.Equal(
            ["CL MDS", "CL SBZ", "CL eQT", "PL ELINKS", "PL PLRANK", "PL eQTte", "PL APPLIED", "PL TRANSACTNOW"],
            PerformanceFile.Platforms.Select(p => $"{p.Line} {p.Name}"));
        Assert.All(PerformanceFile.Platforms, p => Assert.Equal(
            ($"{p.Line}_BOUND_CT_{p.Name}", $"{p.Line}_QUO_CT_{p.Name}"),
            (PerformanceFile.Columns[p.BoundColumn].Name, PerformanceFile.Columns[p.QuotedColumn].Name)));
    }
}
