using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Pipeline;

/// <summary>Step 4: writes facts as they come, and in the end everything that depends on all of them, in the load's one transaction.</summary>
sealed class Publisher(WriteTransaction transaction, Conformer conformer)
{
    static readonly Table s_rejects = new("load_reject", 2, "load_id", "line", "column_name", "value", "reason", "raw", "agency_id");

    readonly SummaryChanges _summary = new(conformer.LineOfProduct);

    /// <summary>Facts deleted because a replacing load does not have them.</summary>
    public int Deleted { get; private set; }

    /// <summary>Writes a batch: changed facts are deleted and written anew.</summary>
    public void Write(Batch batch)
    {
        if (batch.ChangedKeys.Count > 0)
            transaction.DeleteFacts(batch.ChangedKeys, old => _summary.Add(old, -1));
        if (batch.Rows.Count > 0)
        {
            using var writer = transaction.Write(FactPerformance.Table);
            foreach (var row in batch.Rows)
            {
                FactPerformance.Write(writer, row);
                _summary.Add(row, +1);
            }
            writer.Complete();
        }
        if (batch.Rejects.Count > 0)
            WriteRejects(batch.Rejects);
    }

    /// <summary>Deletes the facts that the file does not have.</summary>
    public void DeleteUnseen()
    {
        foreach (var keys in conformer.UnseenFacts.Chunk(Batch.Size))
        {
            transaction.DeleteFacts(keys, old => _summary.Add(old, -1));
            Deleted += keys.Length;
        }
    }

    /// <summary>Writes dimensions, small facts and summaries.</summary>
    /// <param name="stored">What the database holds before the load.</param>
    /// <param name="factsWereReplaced">Whether facts that had been there were changed or deleted.</param>
    public void WriteStar(StoredValues stored, bool factsWereReplaced)
    {
        WriteProductsAndStates();
        WriteAgencies([.. stored.ChangedAgencies(conformer)]);
        WritePublishedRatios(stored.ChangedRatios(conformer));
        _summary.Write(transaction);
        if (conformer.ProductsMovedLine)
            Summaries.Rebuild(transaction.Connection, Summaries.AgencyLineYear);
        if (factsWereReplaced || conformer.ProductsMovedLine)
            DeleteWhatHasNoFacts();
        WriteYears(factsWereReplaced);
        WriteAgencySizes();
    }

    /// <summary>Records the load.</summary>
    public void WriteLoad(LoadReport report, string sha256, long bytes, bool replacedAll, DateTimeOffset startedAt, DateTimeOffset finishedAt) =>
        transaction.Connection.Execute(
            """
            INSERT INTO load (load_id, file_name, sha256, bytes, replaced_all, started_at, finished_at,
                rows_read, inserted, updated, unchanged, deleted, rejected, notices)
            VALUES (@id, @file, @sha256, @bytes, @replacedAll, @startedAt, @finishedAt,
                @rowsRead, @inserted, @updated, @unchanged, @deleted, @rejected, @notices)
            """,
            ("id", conformer.LoadId), ("file", report.File), ("sha256", sha256), ("bytes", bytes), ("replacedAll", replacedAll),
            ("startedAt", startedAt), ("finishedAt", finishedAt), ("rowsRead", report.RowsRead), ("inserted", report.Inserted),
            ("updated", report.Updated), ("unchanged", report.Unchanged), ("deleted", report.Deleted), ("rejected", report.Rejected),
            ("notices", string.Join('\n', report.Notices)));

    void WriteRejects(IEnumerable<Reject> rejects)
    {
        using var writer = transaction.Write(s_rejects);
        foreach (var reject in rejects)
        {
            writer.Write(conformer.LoadId);
            writer.Write(reject.Line);
            writer.Write(reject.Column);
            writer.Write(reject.Value);
            writer.Write(reject.Reason);
            writer.Write(reject.Raw);
            writer.Write(reject.AgencyId);
            writer.EndRow();
        }
        writer.Complete();
    }

    void WriteProductsAndStates()
    {
        using (var writer = transaction.Write(Dimensions.Product, OnConflict.Replace))
        {
            foreach (var product in conformer.ChangedProducts)
            {
                writer.Write(product.Id);
                writer.Write(product.Code);
                writer.Write(CodeNames.Product(product.Code));
                writer.Write(product.Line.Value);
                writer.EndRow();
            }
            writer.Complete();
        }
        using (var writer = transaction.Write(Dimensions.State, OnConflict.Replace))
        {
            foreach (var state in conformer.NewStates)
            {
                writer.Write(state.Id);
                writer.Write(state.Code);
                writer.Write(state.Name);
                writer.EndRow();
            }
            writer.Complete();
        }
    }

    void WriteAgencies(IReadOnlyList<(int Id, AgencyAttributes Attributes)> changed)
    {
        using (var writer = transaction.Write(Dimensions.Agency, OnConflict.Replace))
        {
            foreach (var (id, attributes) in changed)
            {
                writer.Write(id);
                foreach (var number in attributes.Numbers)
                    writer.Write(number);
                writer.Write(attributes.VendorIndicator);
                writer.Write(attributes.Vendor);
                writer.Write(AgencySize.BandOf(0));
                writer.EndRow();
            }
            writer.Complete();
        }
        using (var writer = transaction.Write(Dimensions.Quotes, OnConflict.Replace))
        {
            foreach (var (id, attributes) in changed)
            {
                foreach (var platform in PerformanceFile.Platforms)
                {
                    writer.Write(id);
                    writer.Write(platform.Line);
                    writer.Write(platform.Name);
                    writer.Write(attributes.QuoteCounts[platform.QuotedColumn - PerformanceFile.FirstQuoteCount]);
                    writer.Write(attributes.QuoteCounts[platform.BoundColumn - PerformanceFile.FirstQuoteCount]);
                    writer.EndRow();
                }
            }
            writer.Complete();
        }
    }

    void WritePublishedRatios(IEnumerable<(LineYear Of, (double? LossRatio, double? Growth) Ratios)> changed)
    {
        using var writer = transaction.Write(Dimensions.PublishedRatios, OnConflict.Replace);
        foreach (var (of, ratios) in changed)
        {
            writer.Write(of.AgencyId);
            writer.Write(of.Line);
            writer.Write(of.Year);
            writer.Write(ratios.LossRatio);
            writer.Write(ratios.Growth);
            writer.EndRow();
        }
        writer.Complete();
    }

    void DeleteWhatHasNoFacts()
    {
        if (Summaries.All.Sum(t => transaction.Connection.Execute($"DELETE FROM {t.Name} WHERE fact_rows = 0")) == 0 && !conformer.ProductsMovedLine)
            return;
        transaction.Connection.Execute(
            """
            DELETE FROM dim_agency WHERE NOT EXISTS (SELECT 1 FROM summary_agency_year s WHERE s.agency_id = dim_agency.agency_id);
            DELETE FROM fact_quotes WHERE NOT EXISTS (SELECT 1 FROM dim_agency a WHERE a.agency_id = fact_quotes.agency_id);
            DELETE FROM fact_agency_line_year WHERE NOT EXISTS (SELECT 1 FROM summary_agency_line_year s
                WHERE s.agency_id = fact_agency_line_year.agency_id AND s.line = fact_agency_line_year.line AND s.year = fact_agency_line_year.year);
            DELETE FROM dim_year WHERE NOT EXISTS (SELECT 1 FROM summary_product_state_year s WHERE s.year = dim_year.year)
            """);
    }

    /// <summary>A year covers as many months as its fullest fact. An earlier first year lacks its beginning, any other its end.</summary>
    void WriteYears(bool factsWereReplaced)
    {
        var connection = transaction.Connection;
        var months = connection.Query("SELECT year, last_month - first_month + 1 FROM dim_year", r => (Year: r.GetInt32(0), Months: r.GetInt32(1)))
            .ToDictionary(y => y.Year, y => y.Months);
        foreach (var (year, most) in conformer.MaxMonths)
            months[year] = Math.Max(most, months.GetValueOrDefault(year));
        if (factsWereReplaced)
        {
            foreach (var (year, most) in months)
            {
                var stillThere = connection.QueryNumber(
                    "SELECT 1 FROM fact_performance WHERE year = @year AND months = @months LIMIT 1", ("year", (short)year), ("months", (short)most));
                if (stillThere == 0)
                    months[year] = (int)connection.QueryNumber("SELECT max(months) FROM fact_performance WHERE year = @year", ("year", (short)year));
            }
        }

        using var writer = transaction.Write(Dimensions.Year, OnConflict.Replace);
        foreach (var (year, covered) in months)
        {
            var lacksBeginning = months.Count > 1 && year == months.Keys.Min();
            writer.Write(year);
            writer.Write(lacksBeginning ? 13 - covered : 1);
            writer.Write(lacksBeginning ? 12 : covered);
            writer.EndRow();
        }
        writer.Complete();
    }

    void WriteAgencySizes()
    {
        var bands = string.Join(" ", AgencySize.Bands.Reverse().SkipLast(1).Select(b => $"WHEN s.written_cents >= {b.FromCents} THEN '{b.Name}'"));
        var connection = transaction.Connection;
        var year = connection.QueryNumber("SELECT max(year) FROM dim_year WHERE is_complete");
        connection.Execute(
            $"""
            UPDATE dim_agency SET agency_size = '{AgencySize.Bands[0].Name}'
            WHERE NOT EXISTS (SELECT 1 FROM summary_agency_year s WHERE s.agency_id = dim_agency.agency_id AND s.year = @year)
            """,
            ("year", year));
        connection.Execute(
            $"""
            UPDATE dim_agency SET agency_size = CASE {bands} ELSE '{AgencySize.Bands[0].Name}' END
            FROM summary_agency_year s
            WHERE s.agency_id = dim_agency.agency_id AND s.year = @year
            """,
            ("year", year));
    }
}
