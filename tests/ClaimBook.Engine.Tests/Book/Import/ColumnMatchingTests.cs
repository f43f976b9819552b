using ClaimBook.Engine.Book.Import;

namespace ClaimBook.Engine.Tests.Book.Import;

public sealed class ColumnMatchingTests : IDisposable
{
    readonly ImportDesk _desk = new();

    [Theory]
    [InlineData("Claim Reference")]
    [InlineData("CLAIM_NO.")]
    [InlineData("claim number")]
    [InlineData("Claim #")]
    [InlineData("  Ref ")]
    [InlineData("ClaimNo (internal)")]
    public void Names_are_matched_whatever_their_case_spaces_and_punctuation(string header)
    {
        _desk.ImportAll($"Cost;\"{header}\"\n1;A\n");

        Assert.NotNull(_desk.Claim("A"));
    }

    [Fact]
    public void A_name_of_two_fields_is_asked_about_unless_these_have_columns_of_their_own()
    {
        Assert.Equal(
            ("columns", "'Date' (column C) may be lossDate or reportedDate; say which, as columns=C:lossDate, or columns=C:- to ignore it"), _desk.Refusal("Ref,Cost,Date\nA,1,2024-02-03\n"));

        var ignored = _desk.ImportAll("Ref,Cost,Date,DOL,Reported\nA,1,2024-02-01,2024-02-03,2024-02-04\n");
        Assert.Equal(["Date"], ignored.Plan.IgnoredColumns);
        _desk.ImportAll("Ref,Cost,Date\nB,1,2024-02-03\n", new ImportOptions { Columns = "date:LOSSDATE" });
        Assert.Equal(new DateOnly(2024, 2, 3), _desk.Claim("B").Details.LossDate);
    }

    [Fact]
    public void Two_columns_of_one_field_are_asked_about()
    {
        const string file = "Claim No,Ref,Cost\nA,B,1\n";
        Assert.Equal(("columns", "'Claim No' (column A) and 'Ref' (column B) are both reference; say which is, as columns=A:reference"), _desk.Refusal(file));
        Assert.Equal(
            ("columns", "'Cost' (column B) and 'Cost' (column C) are both cost; say which is, as columns=B:cost"), _desk.Refusal("Ref,Cost,Cost\nA,1,2\n"));

        _desk.ImportAll(file, new ImportOptions { Columns = "Claim No:-" });
        _desk.ImportAll("Ref,Cost,Cost\nC,1,2\n", new ImportOptions { Columns = "C:cost" });

        Assert.Equal([("B", 100L), ("C", 200L)], _desk.Ledger.Now().Claims.Select(c => (c.Reference, c.Money.Incurred)));
    }

    [Fact]
    public void Columns_of_other_names_are_ignored_or_named_by_whoever_imports()
    {
        const string file = "Ärende,Summa,Handläggare\nA,1.5,x\n";

        var report = _desk.ImportAll(file, new ImportOptions { Columns = "Ärende:reference, B:cost" });

        Assert.Equal(["Handläggare"], report.Plan.IgnoredColumns);
        Assert.Equal(150, _desk.Claim("A").Money.Incurred);
        Assert.Equal(["Not imported: Handläggare."], report.Plan.Notices.Where(n => n.StartsWith("Not", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Nr:reference", "there is no column 'Nr', or there are several; there are: 'Ref' (column A), 'Cost' (column B)")]
    [InlineData("A:price", "'price' is no field; allowed: reference, cost, paid, outstanding, recoveries, policy, lossDate, reportedDate, cause, description, status, -")]
    [InlineData("Ref", "'' is no field; allowed: reference, cost, paid, outstanding, recoveries, policy, lossDate, reportedDate, cause, description, status, -")]
    [InlineData("A:reference,Ref:reference", "'Ref' (column A) is given twice")]
    [InlineData("A:reference,B:reference", "with these the file has no row among its first 20 that names the columns of claims: reference, cost or paid or outstanding. "
        + "The nearest row has 'Ref', 'Cost', but not cost or paid or outstanding. Other names of columns can be given, as columns=HEADER:FIELD.")]
    public void What_is_wrong_in_a_choice_of_columns_is_said(string columns, string message) =>
        Assert.Equal(("columns", message), _desk.Refusal("Ref,Cost\nA,1\n", new ImportOptions { Columns = columns }));

    [Fact]
    public void A_header_of_a_million_brackets_takes_no_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(1, _desk.ImportAll($"Ref,Cost,{new string('(', 1_000_000)}\nA,1,\n").Imported);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_field_cannot_be_chosen_twice() =>
        Assert.Equal(("columns", "cost is given twice"), _desk.Refusal("Ref,Cost,More\nA,1,2\n", new ImportOptions { Columns = "B:cost,C:cost" }));

    [Fact]
    public void No_name_stands_for_three_fields_and_every_name_matches_itself()
    {
        foreach (var form in new[] { ImportForm.Claims, ImportForm.Policies })
        {
            foreach (var column in form.Columns)
            {
                Assert.All(column.Synonyms.Prepend(column.Field), s => Assert.True(column.Means(s)));
                Assert.All(column.Synonyms.Prepend(column.Field), s => Assert.InRange(form.Columns.Count(c => c.Means(s)), 1, 2));
                Assert.Single(form.Columns, c => c.Means(column.Field));
            }
        }
    }

    public void Dispose() => _desk.Dispose();
}
