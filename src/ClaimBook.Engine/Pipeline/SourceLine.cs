using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Pipeline;

/// <summary>A line of a performance file as it stands there.</summary>
/// <param name="Line">Its number, the first of the file being 1. Where quoted fields hold line breaks, that of the record's first line.</param>
/// <param name="Header">The header line.</param>
/// <param name="Text">The line, or all lines of the record, without the last line end.</param>
public sealed record SourceLine(int Line, string Header, string Text)
{
    /// <summary>Finds a line by its number.</summary>
    /// <param name="path">The file: CSV, or one CSV in gzip or zip.</param>
    /// <param name="line">The number.</param>
    /// <param name="scope">The agencies whose lines may be seen; if it is not all of them, the file must be a performance file.</param>
    /// <returns>The line; null if the file has none of that number, or an empty one, or if it is not certain that the scope has its agency.</returns>
    /// <exception cref="ClaimBookException">The file cannot be read.</exception>
    public static SourceLine? Read(string path, int line, RowScope scope)
    {
        try
        {
            using var source = Source.Open(path);
            var reader = new CsvReader(source.Content);
            var columns = scope.IsAll ? null : Pipeline.Header.Read(reader);
            if (columns is null)
                reader.Peek();
            if (columns is null && !reader.Read())
                return null;
            var header = CsvReader.Decode(reader.Raw);
            while (reader.LastLine < line)
            {
                if (!reader.Read())
                    return null;
            }
            var mayBeSeen = columns is null || (columns.AgencyOf(reader) is { } agency && scope.Admits(agency));
            return reader.Line <= line && mayBeSeen ? new SourceLine(reader.Line, header, CsvReader.Decode(reader.Raw)) : null;
        }
        catch (Exception e) when (Source.IsUnreadable(e))
        {
            throw new ClaimBookException(Source.Explain(e), e);
        }
    }
}
