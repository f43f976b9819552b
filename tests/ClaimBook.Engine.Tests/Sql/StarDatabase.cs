using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Sql;

/// <summary>Writes a star of the tests into a database, in place of what is there.</summary>
static class StarDatabase
{
    static readonly Table[] s_dimensions = [Dimensions.Agency, Dimensions.Product, Dimensions.State, Dimensions.Year, Dimensions.Quotes];

    public static void Write(Star star, Database database, params IReadOnlyList<PublishedRatioRow> published)
    {
        using var load = database.BeginLoad();
        foreach (var table in s_dimensions.Append(FactPerformance.Table).Append(Dimensions.PublishedRatios).Select(t => t.Name).Append("load"))
            load.Connection.Execute($"DELETE FROM {table}");
        load.Connection.Execute(
            """
            INSERT INTO load (load_id, file_name, sha256, bytes, replaced_all, started_at, finished_at,
                rows_read, inserted, updated, unchanged, deleted, rejected, notices)
            VALUES (@id, 'star', '', 0, FALSE, '2026-11-01', '2026-11-01', @facts, @facts, 0, 0, 0, 0, '')
            """,
            ("id", star.Dimensions.LoadId), ("facts", star.Facts.Count));

        var (agencies, products, states, years, quotes) =
            (star.Dimensions.Agencies, star.Dimensions.Products, star.Dimensions.States, star.Dimensions.Years, star.Dimensions.Quotes);
        Write(load, Dimensions.Agency, agencies.Select(a => (object?[])[a.Id, .. a.Numbers.Select(n => (object?)n), a.VendorIndicator, a.Vendor, a.Size]));
        Write(load, Dimensions.Product, products.Select(p => (object?[])[p.Id, p.Code, p.Name, p.Line]));
        Write(load, Dimensions.State, states.Select(s => (object?[])[s.Id, s.Code, s.Name]));
        Write(load, Dimensions.Year, years.Select(y => (object?[])[y.Year, y.FirstMonth, y.LastMonth]));
        Write(load, Dimensions.Quotes, quotes.Select(q => (object?[])[q.AgencyId, q.Line, q.Platform, q.Quoted, q.Bound]));
        using (var writer = load.Write(FactPerformance.Table))
        {
            foreach (var fact in star.Facts)
                FactPerformance.Write(writer, fact);
            writer.Complete();
        }
        using (var writer = load.Write(Dimensions.PublishedRatios))
        {
            foreach (var ratio in published)
            {
                writer.Write(ratio.AgencyId);
                writer.Write(ratio.Line);
                writer.Write(ratio.Year);
                writer.Write(ratio.LossRatio3Year);
                writer.Write(ratio.Growth3Year);
                writer.EndRow();
            }
            writer.Complete();
        }
        foreach (var summary in Summaries.All)
            Summaries.Rebuild(load.Connection, summary);
        load.Commit();
    }

    static void Write(WriteTransaction load, Table table, IEnumerable<object?[]> rows)
    {
        using var writer = load.Write(table);
        foreach (var row in rows)
        {
            foreach (var value in row)
            {
                if (value is string text)
                    writer.Write(text);
                else
                    writer.Write((int?)value);
            }
            writer.EndRow();
        }
        writer.Complete();
    }
}
