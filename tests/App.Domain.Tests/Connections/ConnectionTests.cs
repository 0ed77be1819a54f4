using App.Domain.Connections;
using NodaTime;

namespace App.Domain.Tests.Connections;

public sealed class ConnectionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 16, 9, 0);

    [Fact]
    public void Access_that_has_ended_comes_back_by_consent_alone()
    {
        var connection = Make(ConnectionStatus.NeedsReconnect);
        Assert.False(connection.Recover(Now));
        Assert.Equal(ConnectionStatus.NeedsReconnect, connection.Status);
        connection.Revive(Now);
        Assert.Equal(ConnectionStatus.Active, connection.Status);
    }

    [Fact]
    public void One_that_paused_itself_is_tried_once_more_and_only_success_is_a_recovery()
    {
        var connection = Make(ConnectionStatus.Paused);
        (connection.PausedByErrors, connection.ConsecutiveErrors) = (true, Connection.ErrorsUntilPause);
        connection.TryAgain(Now);
        Assert.Equal((ConnectionStatus.Error, Connection.ErrorsUntilPause - 1, true), (connection.Status, connection.ConsecutiveErrors, connection.PausedByErrors));
        Assert.True(connection.Recover(Now));
        Assert.Equal((ConnectionStatus.Active, 0, false), (connection.Status, connection.ConsecutiveErrors, connection.PausedByErrors));
    }

    private static Connection Make(ConnectionStatus status) => new() { Provider = "some", AccountId = "1", AccountName = "a", Status = status };
}
