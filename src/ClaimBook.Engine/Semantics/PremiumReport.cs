namespace ClaimBook.Engine.Semantics;

/// <summary>The premium report: business by agency and product line, with what each writes of the whole.</summary>
public static class PremiumReport
{
    /// <summary>What it is called.</summary>
    public const string Title = "Premium report";

    /// <summary>The name of the flag that marks subtotals.</summary>
    public const string Subtotal = "subtotal";

    static readonly Measure[] s_measures = InsuranceCatalog.MeasuresNamed(
        "policies_in_force", "new_business_premium", "renewal_premium", "written_premium", "earned_premium", "incurred_losses", "loss_ratio");

    /// <summary>Makes the report: rows by agency and line, a subtotal after each agency's lines if asked for, and a total. Ratios are right at each
    /// level, and cut years are rounded at each level on their own (docs/adr/0007), because each level is a question of its own.</summary>
    /// <param name="selection">The dates, the filters and how cut years count; what else it says does not matter.</param>
    /// <param name="subtotals">Whether to show subtotals; their rows have no product line and are marked by the flag <see cref="Subtotal"/>.</param>
    /// <param name="engine">What answers; two questions if there are subtotals.</param>
    /// <param name="scope">The agencies whose rows count.</param>
    public static ResultTable Of(AnalyticsQuery selection, bool subtotals, IAnalyticsEngine engine, RowScope scope)
    {
        var question = Question(selection);
        var lines = engine.Answer(question, scope);
        if (!subtotals)
            return WithShare(lines);
        var agencies = engine.Answer(question with { By = [InsuranceCatalog.Agency] }, scope);
        // A load may come between two questions to a database; the report is of one.
        return agencies.LoadId == lines.LoadId ? WithShare(WithSubtotals(lines, agencies)) : Of(selection, subtotals, engine, scope);
    }

    /// <summary>The question that the lines of the report answer.</summary>
    /// <param name="selection">As in <see cref="Of"/>.</param>
    public static AnalyticsQuery Question(AnalyticsQuery selection) => new()
    {
        By = [InsuranceCatalog.Agency, InsuranceCatalog.ProductLine],
        Measures = s_measures,
        Filters = selection.Filters,
        Dates = selection.Dates,
        Allocation = selection.Allocation,
    };

    static ResultTable WithSubtotals(ResultTable lines, ResultTable agencies)
    {
        var rows = lines.Rows + agencies.Rows;
        List<ResultColumn> columns =
        [
            .. lines.Columns.Select(above => Stacked(above, agencies.Columns.FirstOrDefault(below => below.Name == above.Name), agencies.Rows)),
        ];
        var isSubtotal = new bool[rows];
        isSubtotal.AsSpan(lines.Rows).Fill(true);
        columns.Insert(columns.Count - s_measures.Length, new ResultColumn<bool>(Subtotal, "Subtotal", ResultKind.Flag, null, isSubtotal, Total: false)
        {
            Meaning = "Whether the row is the sum of the agency's rows above it",
        });

        // The order is stable: lines stay as they are, and the subtotal, which stands below all of them, comes after its agency's.
        var agency = ((ResultColumn<long?>)columns[0]).Values;
        int[] order = [.. Enumerable.Range(0, rows).OrderBy(row => agency[row])];
        return lines with { Columns = [.. columns.Select(c => c.Select(order))], Rows = rows, RowCount = rows };
    }

    static ResultColumn Stacked(ResultColumn above, ResultColumn? below, int rowsBelow) => (above, below) switch
    {
        (ResultColumn<long?> a, ResultColumn<long?> b) => a with { Values = [.. a.Values, .. b.Values] },
        (ResultColumn<double?> a, ResultColumn<double?> b) => a with { Values = [.. a.Values, .. b.Values] },
        (ResultColumn<string> a, null) => a with { Values = [.. a.Values, .. new string[rowsBelow]] },
        _ => throw new ArgumentException($"{above.Name} cannot be continued", nameof(above)),
    };

    static ResultTable WithShare(ResultTable report)
    {
        var written = report.Columns.OfType<ResultColumn<long?>>().First(c => c.Name == "written_premium");
        double? Of(long? cents) => written.Total > 0 ? (double?)cents / written.Total : null;
        var share = new ResultColumn<double?>(
            "written_premium_share", "Share of written premium", ResultKind.Ratio, Unit.Ratio, Array.ConvertAll(written.Values, Of), Of(written.Total))
        {
            Meaning = "How much of the report's written premium the row writes",
            Formula = $"{InsuranceCatalog.FindMeasure(written.Name)!.Formula.Text} / its total",
        };
        return report with { Columns = [.. report.Columns, share] };
    }
}
