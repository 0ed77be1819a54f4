using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddBookingSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Marks",
                table: "Bookings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Reminders",
                table: "Bookings",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Invites",
                table: "BookingHosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Noticed",
                table: "BookingHosts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Order",
                table: "BookingHosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "Seen",
                table: "BookingHosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "WrittenAt",
                table: "BookingHosts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BookingSteps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    BookingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Undo = table.Column<bool>(type: "INTEGER", nullable: false),
                    Wanted = table.Column<long>(type: "INTEGER", nullable: false),
                    Settled = table.Column<long>(type: "INTEGER", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Begun = table.Column<bool>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: false),
                    ErrorCode = table.Column<string>(type: "TEXT", nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LeaseOwner = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BookingSteps_Bookings_BookingId",
                        column: x => x.BookingId,
                        principalTable: "Bookings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BookingSteps_BookingId",
                table: "BookingSteps",
                column: "BookingId");

            migrationBuilder.CreateIndex(
                name: "IX_BookingSteps_DueAt",
                table: "BookingSteps",
                column: "DueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BookingSteps");

            migrationBuilder.DropColumn(
                name: "Marks",
                table: "Bookings");

            migrationBuilder.DropColumn(
                name: "Reminders",
                table: "Bookings");

            migrationBuilder.DropColumn(
                name: "Invites",
                table: "BookingHosts");

            migrationBuilder.DropColumn(
                name: "Noticed",
                table: "BookingHosts");

            migrationBuilder.DropColumn(
                name: "Order",
                table: "BookingHosts");

            migrationBuilder.DropColumn(
                name: "Seen",
                table: "BookingHosts");

            migrationBuilder.DropColumn(
                name: "WrittenAt",
                table: "BookingHosts");
        }
    }
}
