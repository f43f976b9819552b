using System.Text;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests;

public sealed class CatalogReferenceTests
{
    [Fact]
    public void The_reference_of_measures_is_what_the_catalog_says()
    {
        var text = new StringBuilder("""
            # Measures

            Written from the catalog in `src/ClaimBook.Engine/Semantics/InsuranceCatalog.cs`; do not edit.
            A ratio is computed from sums at the level shown, totals included, and is null where its denominator is zero or less.

            | name | label | kind | unit | formula | meaning |
            |---|---|---|---|---|---|

            """);
        foreach (var m in InsuranceCatalog.Measures)
            text.Append($"| `{m.Name}` | {m.Label} | {m.Formula.Kind} | {m.Unit.Name} | {m.Formula.Text} | {m.Meaning} |\n");
        text.Append("\nWhat can be asked by which dimension: those of the measure's fact, of a ratio between facts those of both.\n\n");
        foreach (var measures in InsuranceCatalog.Measures.GroupBy(m => string.Join(" and ", m.Formula.Facts.Select(f => f.Name))))
        {
            var dimensions = InsuranceCatalog.Dimensions.Where(measures.First().Has).Select(d => $"`{d.Name}`");
            text.Append($"- {measures.Key}: {string.Join(", ", measures.Select(m => $"`{m.Name}`"))} by {string.Join(", ", dimensions)}\n");
        }
        Golden.Check("docs/reference/measures.md", text.ToString());
    }

    [Fact]
    public void The_reference_of_dimensions_is_what_the_catalog_says()
    {
        var text = new StringBuilder("""
            # Dimensions

            Written from the catalog in `src/ClaimBook.Engine/Semantics/InsuranceCatalog.cs`; do not edit.
            Filters on whole numbers may give ranges such as `2008..2012`, and `none` for rows that have no such number.

            | name | label | members | meaning |
            |---|---|---|---|

            """);
        foreach (var d in InsuranceCatalog.Dimensions)
            text.Append($"| `{d.Name}` | {d.Label} | {(d.IsWholeNumber ? "whole numbers" : "texts")} | {d.Meaning} |\n");
        Golden.Check("docs/reference/dimensions.md", text.ToString());
    }

    [Fact]
    public void Every_name_is_given_once()
    {
        Assert.Distinct(InsuranceCatalog.Measures.Select(m => m.Name).Concat(InsuranceCatalog.Dimensions.Select(d => d.Name)));
    }
}
